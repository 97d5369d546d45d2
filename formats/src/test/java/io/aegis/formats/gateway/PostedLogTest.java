package io.aegis.formats.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.codec.event.BodyLines;
import io.aegis.codec.event.BrokenBodyException;
import io.aegis.codec.event.Line;
import io.aegis.codec.event.Masking;
import io.aegis.codec.event.PublicEvent;
import io.aegis.codec.event.RejectedLine;
import io.aegis.formats.mapping.Mapping;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PostedLogTest {

    private static final Masking MASKING = new Masking("a key for these tests".getBytes(StandardCharsets.UTF_8));
    private static final String COMBINED =
            "10.1.2.3 - acme [22/Nov/2026:10:25:18 +0000] \"GET /v1/a HTTP/1.1\" 200 21 \"-\" \"-\"";
    private static final String NGINX = """
            {"msec":"1795343115.223","customer_id":"acme","method":"GET","uri":"/v1/a","status":200}""";
    private static final String KONG = """
            {"response":{"status":200},"request":{"id":"r1","uri":"/v1/a","method":"GET"},\
            "started_at":1726783839538,"consumer":{"custom_id":"acme"}}""";

    /** Each line becomes its customer, each refusal the number of its record with its reason's first words. */
    private static List<String> read(LogFormat format, String body, boolean json) throws BrokenBodyException {
        PostedLog log = new PostedLog(LogReader.of(format, Mapping.NONE, MASKING));
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return (json ? log.json(bytes) : log.lines(bytes))
                .stream().map(PostedLogTest::told).toList();
    }

    private static String told(Line line) {
        return switch (line) {
            case PublicEvent event -> event.customer();
            case RejectedLine wrong ->
                wrong.line() + ": " + wrong.reason().lines().findFirst().orElse("");
            case io.aegis.codec.event.PublicTick tick -> throw new AssertionError(tick);
        };
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    @Test
    void shouldReadTheSameLineInEachDress() throws BrokenBodyException {
        for (LogFormat format : List.of(LogFormat.COMBINED, LogFormat.NGINX_JSON, LogFormat.KONG)) {
            String line = format == LogFormat.COMBINED ? COMBINED : format == LogFormat.KONG ? KONG : NGINX;
            for (String field : List.of("message", "log", "MESSAGE", "event.original")) {
                String record = "{\"host\":\"web-1\",\"" + field + "\":" + quoted(line) + "}";
                assertThat(read(format, record + "\n" + record + "\n", false)).containsExactly("acme", "acme");
                assertThat(read(format, "[" + record + "," + record + "]", true))
                        .containsExactly("acme", "acme");
                assertThat(read(format, record + "\n" + record, true)).containsExactly("acme", "acme");
            }
            assertThat(read(format, "\uFEFF" + line + "\r\n\n" + line, false)).containsExactly("acme", "acme");
            assertThat(read(format, "[" + quoted(line) + "]", true)).containsExactly("acme");
        }
        assertThat(read(LogFormat.NGINX_JSON, "[" + NGINX + "]", true)).containsExactly("acme");
        assertThat(read(LogFormat.KONG, KONG, true)).containsExactly("acme");
        String nested = "{\"event\":{\"original\":" + quoted(COMBINED) + "}}";
        assertThat(read(LogFormat.COMBINED, nested, true)).containsExactly("acme");
    }

    @Test
    void shouldPreferALayoutThatLooksLikeAnObject() throws BrokenBodyException {
        LogReader reader = LogReader.of(
                "{\"who\":\"$remote_user\",\"at\":\"$time_iso8601\",\"of\":\"$request\",\"s\":$status}",
                Mapping.NONE,
                MASKING);
        byte[] body = "{\"who\":\"acme\",\"at\":\"2026-11-22T10:25:15Z\",\"of\":\"GET /v1/a HTTP/1.1\",\"s\":200}"
                .getBytes(StandardCharsets.UTF_8);
        assertThat(new PostedLog(reader).lines(body))
                .extracting(PostedLogTest::told)
                .containsExactly("acme");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            combined   | {"message":"hello"}            | 1: The line is not of the format (combined).
            combined   | {"status":200,"method":"GET"}  | 1: The record holds no line of the log.
            combined   | 17                             | 1: The record is neither an object nor a line.
            combined   | null                           | 1: The record is neither an object nor a line.
            combined   | ["x"]                          | 1: The line is not of the format (combined).
            nginx-json | {"code":200,"uri":"/"}         | 1: The record has no method.
            nginx-json | {}                             | 1: The record has no method.
            nginx-json | {"log":"{\\"method\\":\\"GET\\"}"} | 1: The record has no status.
            kong       | {}                             | 1: The record has no method.
            """)
    void shouldSayWhatARecordLacks(String format, String record, String reason) throws BrokenBodyException {
        assertThat(read(LogFormat.of(format).orElseThrow(), record, true)).containsExactly(reason);
    }

    @Test
    void shouldRefuseAlone() throws BrokenBodyException {
        assertThat(read(LogFormat.COMBINED, COMBINED + "\nnothing\n{\"message\":\n# comment\n" + COMBINED, false))
                .containsExactly(
                        "acme",
                        "2: The line is not of the format (combined).",
                        "3: The line is not of the format (combined).",
                        "acme");
    }

    @Test
    void shouldTakeNothingOfABrokenBody() {
        PostedLog log = new PostedLog(LogReader.of(LogFormat.NGINX_JSON, Mapping.NONE, MASKING));
        byte[] notUtf8 = {'{', '"', (byte) 0xff, '"', ':', '1', '}'};
        byte[] deep = ("{\"a\":" + "[".repeat(70) + "]".repeat(70) + "}").getBytes(StandardCharsets.UTF_8);
        byte[] wrong = "x\n".repeat(BodyLines.WRONG_MAX + 1).getBytes(StandardCharsets.UTF_8);
        for (byte[] body : List.of(notUtf8, deep)) {
            assertThatThrownBy(() -> log.lines(body)).isInstanceOf(BrokenBodyException.class);
            assertThatThrownBy(() -> log.json(body)).isInstanceOf(BrokenBodyException.class);
        }
        assertThatThrownBy(() -> log.lines(wrong)).hasMessageContaining("wrong lines");
        byte[] cut = ("[" + NGINX + ",{\"a\":").getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> log.json(cut)).hasMessageContaining("cut off");
    }

    @Test
    void shouldKeepNoSecretOfARecord() throws BrokenBodyException {
        String secret = "sk_live_51HqLyjWDarjtT1zdp7dc";
        PostedLog log = new PostedLog(LogReader.of(LogFormat.COMBINED, Mapping.NONE, MASKING));
        String record = "{\"authorization\":\"Bearer " + secret + "\"}";
        assertThat(Stream.concat(
                        log.json(record.getBytes(StandardCharsets.UTF_8)).stream(),
                        log.lines(record.getBytes(StandardCharsets.UTF_8)).stream()))
                .hasSize(2)
                .noneMatch(line -> line.toString().contains("Darjt"));
    }
}
