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
