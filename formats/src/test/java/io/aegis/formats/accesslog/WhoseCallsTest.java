package io.aegis.formats.accesslog;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.codec.event.EventReader;
import io.aegis.codec.event.Line;
import io.aegis.codec.event.Masking;
import io.aegis.codec.event.PublicEvent;
import io.aegis.codec.event.RejectedLine;
import io.aegis.formats.gateway.LogReader;
import io.aegis.formats.mapping.Mapping;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose calls a log's are, where nobody says so. */
final class WhoseCallsTest {

    private static final Masking MASKING = new Masking(new byte[16]);
    private static final String REST = " - - [17/May/2015:10:05:03 +0000] \"GET / HTTP/1.1\" 200 1 \"-\" \"-\"";

    private static LineDecoder decoder(LogFormat format) {
        return LineDecoder.of(format, new EventReader(MASKING), null);
    }

    private static String customer(@Nullable Line line) {
        return switch (line) {
            case PublicEvent event -> event.customer();
            case RejectedLine wrong -> wrong.reason();
            case null, default -> "nothing";
        };
    }

    private static String replayed(LogFormat format, String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        return customer(decoder(format).decode(bytes, 0, bytes.length, 1));
    }

    private static String served(io.aegis.formats.gateway.LogFormat format, String line) {
        return customer(LogReader.of(format, Mapping.NONE, MASKING).read(line, 1));
    }

    private static String json(String fields) {
        return "{\"time\":\"2026-11-22T10:25:15Z\",\"method\":\"GET\",\"path\":\"/\",\"status\":200," + fields + "}";
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        "host":"api.example.com","ip_address":"10.0.0.9" | 10.0.0.9
        "host":"10.0.0.9"                                | 10.0.0.9
        "host":{"name":"web"},"source":{"address":"10.0.0.9"} | 10.0.0.9
        "network":{"client":{"ip":"10.0.0.9"}}           | 10.0.0.9
        "host":"api.example.com"                         | customer is missing
        "remote_addr":"2001:0DB8:0:0:0:0:0:1"            | 2001:db8::1
        "remote_addr":"[2001:db8::1]:443"                | 2001:db8::1
        "remote_addr":"::ffff:203.0.113.9"               | 203.0.113.9
        """)
    void shouldTakeTheClientOfAJsonLog(String fields, String customer) {
        assertThat(replayed(LogFormat.JSON_LINES, json(fields))).startsWith(customer);
    }

    @ParameterizedTest
    @CsvSource({"json-lines", "nginx-json", "traefik", "caddy"})
    void shouldTakeTheClientAtASourceToo(String format) {
        io.aegis.formats.gateway.LogFormat known =
                io.aegis.formats.gateway.LogFormat.of(format).orElseThrow();
        String line =
                "{\"logger\":\"http.log.access\",\"ts\":1795343115,\"request\":{\"method\":\"GET\",\"uri\":\"/\"},"
                        + "\"status\":200,\"client_ip\":\"10.0.0.9\"";
        assertThat(served(known, line + "}")).isEqualTo("10.0.0.9");
        assertThat(format.equals("caddy") ? "" : served(known, json("\"client_ip\":\"10.0.0.9\",\"key\":\"k\"")))
                .as("a key is looked up")
                .isEmpty();
        Mapping mapping = Mapping.of()
                .take(io.aegis.formats.mapping.Target.CUSTOMER, "tenant")
                .build();
        assertThat(customer(LogReader.of(known, mapping, MASKING).read(line + "}", 1)))
                .isEmpty();
    }

    private static @Nullable String id(@Nullable Line line) {
        return line instanceof PublicEvent event ? event.id() : "none";
    }

    @Test
    void shouldTakeForRepeatedWhatHasTheSameTimeAndStatusToo() {
        LogReader reader = LogReader.of(io.aegis.formats.gateway.LogFormat.JSON_LINES, Mapping.NONE, MASKING);
        String one = json("\"id\":\"web-1\",\"remote_addr\":\"10.0.0.9\"");
        String later = one.replace("15Z", "16Z");
        String failed = one.replace("200", "500");
        assertThat(List.of(later, failed)).allSatisfy(other -> {
            assertThat(id(reader.read(one, 1)))
                    .isEqualTo(id(reader.read(one, 2)))
                    .isNotEqualTo(id(reader.read(other, 3)));
            assertThat(replayedId(one)).isEqualTo(replayedId(one)).isNotEqualTo(replayedId(other));
        });
    }

    private static @Nullable String replayedId(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        return id(decoder(LogFormat.JSON_LINES).decode(bytes, 0, bytes.length, 1));
    }

    @Test
    void shouldSayWhatTheCustomerWasGuessedFrom() {
        LineDecoder decoder = decoder(LogFormat.JSON_LINES);
        byte[] guessed = json("\"clientip\":\"lb\"").getBytes(StandardCharsets.UTF_8);
        decoder.decode(guessed, 0, guessed.length, 1);
        assertThat(decoder.guessedFrom()).isEqualTo("the field clientip");
        byte[] said = json("\"customer_id\":\"lb\"").getBytes(StandardCharsets.UTF_8);
        decoder.decode(said, 0, said.length, 2);
        assertThat(decoder.guessedFrom()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.1",
        "web_1  | 203.0.113.1",
        "api.example.com 443 203.0.113.1",
        "2026-03-28 22:00:00 203.0.113.1",
        "api.example.com 203.0.113.1",
        "::ffff:203.0.113.1"
    })
    void shouldTakeTheAddressBehindWhatWasPutBeforeALine(String start) {
        assertThat(replayed(LogFormat.COMBINED, start + REST)).isEqualTo("203.0.113.1");
        assertThat(served(io.aegis.formats.gateway.LogFormat.COMBINED, start + REST))
                .isEqualTo("203.0.113.1");
    }

    @ParameterizedTest
    @CsvSource({
        "access.log:203.0.113.1, 203.0.113.1",
        "access.log:12:203.0.113.1, 203.0.113.1",
        "access.log:2001:db8::1, 2001:db8::1",
        "203.0.113.1:4711, 203.0.113.1",
        "web1, web1",
        "a b c, line begins with (a b c - -)"
    })
    void shouldTellAnAddressFromOtherWords(String start, String customer) {
        assertThat(replayed(LogFormat.COMBINED, start + REST)).startsWith(customer);
    }

    @ParameterizedTest
    @CsvSource({
        "GET /a\\\\, 404",
        "GET /a\\\\\\\" 200 5, 404",
    })
    void shouldEndARequestAtAQuoteThatNoBackslashStandsBefore(String request, int status) {
        String line = "h - - [17/May/2015:10:05:03 +0000] \"" + request + "\" 404 5 \"-\" \"-\"";
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        assertThat(decoder(LogFormat.COMBINED).decode(bytes, 0, bytes.length, 1))
                .isInstanceOfSatisfying(
                        PublicEvent.class,
                        event -> assertThat(event.fact().toString()).contains("status=" + status));
    }
}
