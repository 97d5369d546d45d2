package io.aegis.formats.accesslog;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.codec.event.EventReader;
import io.aegis.codec.event.Line;
import io.aegis.codec.event.Masking;
import io.aegis.codec.event.PublicEvent;
import io.aegis.codec.event.RejectedLine;
import io.aegis.codec.event.Timestamps;
import io.aegis.engine.event.ApiCall;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AccessLogTest {

    private final EventReader reader =
            new EventReader(new Masking("0123456789abcdef".getBytes(StandardCharsets.US_ASCII)));

    private @Nullable Line decode(LogFormat format, @Nullable String customerField, String... lines) {
        LineDecoder decoder = LineDecoder.of(format, reader, customerField);
        Line last = null;
        for (int i = 0; i < lines.length; i++) {
            byte[] bytes = ("??" + lines[i] + "??").getBytes(StandardCharsets.UTF_8);
            last = decoder.decode(bytes, 2, bytes.length - 2, i + 1L);
        }
        return last;
    }

    private PublicEvent event(LogFormat format, @Nullable String customerField, String... lines) {
        Line line = decode(format, customerField, lines);
        assertThat(line).isInstanceOf(PublicEvent.class);
        return (PublicEvent) Objects.requireNonNull(line);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        83.149.9.216 - - [17/May/2015:10:05:03 +0000] "GET /a/b.png HTTP/1.1" 200 203023 "http://r/" "Mozilla/5.0 (X)" | 83.149.9.216 | 2015-05-17T10:05:03.000Z | GET | /a/b.png | 200
        83.149.9.216 - - [17/May/2015:10:05:03 +0000] "GET /a/b.png HTTP/1.1" 200 203023 | 83.149.9.216 | 2015-05-17T10:05:03.000Z | GET | /a/b.png | 200
        2001:db8::1 - eve [01/Jul/1995:00:00:01 -0400] "POST /v1/orders/17?x=1 HTTP/2.0" 404 - "-" "-" | 2001:db8::1 | 1995-07-01T04:00:01.000Z | POST | /v1/orders/{id} | 404
        h - - [17/May/2015:10:05:03.250 +0530] "GET /a" 200 5 | h | 2015-05-17T04:35:03.250Z | GET | /a | 200
        h - - [2015-05-17T10:05:03.5+00:00] "GET / HTTP/1.0" 304 0 | h | 2015-05-17T10:05:03.500Z | GET | / | 304
        h - - [17/May/2015:10:05:03 +0000] "GET /q?a=\\"b\\" 200 c HTTP/1.1" 500 9 "\\"r" "x" | h | 2015-05-17T10:05:03.000Z | GET | /q | 500
        h - - [17/May/2015:10:05:03 +0000] "GET /a"b HTTP/1.1" 200 9 | h | 2015-05-17T10:05:03.000Z | GET | /a"b | 200
        h - - [17/May/2015:10:05:03 +0000] "GET /a b/c HTTP/1.1" 200 9 | h | 2015-05-17T10:05:03.000Z | GET | /a b/c | 200
        h - - [17/May/2015:10:05:03 +0000] "-" 408 - "-" "-" | h | 2015-05-17T10:05:03.000Z | - | - | 408
        h - - [17/May/2015:10:05:03 +0000] "\\x16\\x03\\x01" 400 166 "-" "-" | h | 2015-05-17T10:05:03.000Z | - | - | 400
        example.com:443 10.0.0.7 - - [17/May/2015:10:05:03 +0000] "GET / HTTP/1.1" 200 1 "-" "-" | 10.0.0.7 | 2015-05-17T10:05:03.000Z | GET | / | 200
        h - - [17/May/2015:10:05:03 +0000] "GET http://x.example/p?q HTTP/1.1" 200 | h | 2015-05-17T10:05:03.000Z | GET | /p | 200
        """)
    void shouldReadCommonAndCombined(String line, String customer, String at, String method, String route, int status) {
        PublicEvent event = event(LogFormat.COMBINED, null, line);
        assertThat(event.customer()).isEqualTo(customer);
        assertThat(Timestamps.format(event.atMillis())).isEqualTo(at);
        assertThat(event.fact()).isEqualTo(new ApiCall(method, route, status, -1, false, null, null));
    }

    @Test
    void shouldReadTheCustomerFromAnotherField() {
        String line =
                "127.0.0.1 - cus_alpha [22/Nov/2026:10:25:19 +0000] \"POST /v1/orders/0?q=a HTTP/1.1\" 200 21 \"-\" "
                        + "\"sdk (node \\x2220\\x22)\" rt=0.009 uct=\"0.001\" key=\"key_cus_alpha\"";
        assertThat(event(LogFormat.COMBINED, "user", line).customer()).isEqualTo("cus_alpha");
        assertThat(event(LogFormat.COMBINED, "key", line).customer()).isEqualTo("key_cus_alpha");
        assertThat(event(LogFormat.COMBINED, null, line).fact())
                .isEqualTo(new ApiCall("POST", "/v1/orders/{id}", 200, 9, false, "key_cus_alpha", null));
        assertThat(decode(LogFormat.COMBINED, "user", line.replace("cus_alpha [", "- [")))
                .isInstanceOfSatisfying(
                        RejectedLine.class, r -> assertThat(r.reason()).contains("names no customer"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        no log at all | line has no [time]
        h - - [17/Mai/2015:10:05:03 +0000] "GET / HTTP/1.1" 200 1 | time (17/Mai/2015:10:05:03 +0000) is no time
        h - - [32/May/2015:10:05:03 +0000] "GET / HTTP/1.1" 200 1 | is no time
        h - - [17/May/2015:10:05:03 +0000] "GET / HTTP/1.1" abc 1 | line has no "request" followed by a status
        h - - [17/May/2015:10:05:03 +0000] "GET / HTTP/1.1" 000 1 | status (0)
        h - - [17/May/2015:10:05:03 +0000] "GET / HT | line has no "request"
        """)
    void shouldSayWhatIsWrongWithALine(String line, String reason) {
        assertThat(decode(LogFormat.COMBINED, null, "", "# comment", line))
                .isInstanceOfSatisfying(RejectedLine.class, r -> {
                    assertThat(r.line()).isEqualTo(3);
                    assertThat(r.reason()).contains(reason);
                });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {"time":"2026-11-22T10:25:15+00:00","msec":"1795343115.223","remote_addr":"127.0.0.1","customer_id":"acme","method":"POST","uri":"/v1/orders/0","status":200,"request_time":0.016} | acme
        {"@timestamp":"2026-11-22T10:25:15Z","source":{"ip":"acme"},"http":{"request":{"method":"POST"},"response":{"status_code":200}},"url":{"path":"/v1/orders/0"},"duration_ms":16} | acme
        {"ts":1795343115,"client_ip":"acme","request":"POST /v1/orders/0 HTTP/1.1","status":"200","latency_ms":16} | acme
        {"msec":"1795343115.000","host":"acme","request_method":"POST","request_uri":"/v1/orders/0?a=b","status_code":"200","request_time":"0.016"} | acme
        {"started_at":1795343115000,"customer":"acme","request":{"method":"POST","uri":"/v1/orders/0"},"response":{"status":200},"latencies":{"request":16},"type":"http"} | acme
        {"type":"api_call","customer":"acme","at":"2026-11-22T10:25:15Z","method":"POST","path":"/v1/orders/0","status":200,"latency_ms":16} | acme
        """)
    void shouldUnderstandTheUsualNamesInJsonLogs(String line, String customer) {
        PublicEvent event = event(LogFormat.JSON_LINES, null, line);
        assertThat(event.customer()).isEqualTo(customer);
        assertThat(Timestamps.format(event.atMillis())).isEqualTo("2026-11-22T10:25:15.000Z");
        assertThat(event.fact()).isEqualTo(new ApiCall("POST", "/v1/orders/{id}", 200, 16, false, null, null));
    }

    @Test
    void shouldTakeTheCustomerFromANamedFieldOfJson() {
        String line =
                "{\"time\":1,\"method\":\"GET\",\"path\":\"/\",\"status\":200,\"consumer\":{\"custom_id\":\"acme\"}}";
        assertThat(event(LogFormat.JSON_LINES, "consumer.custom_id", line).customer())
                .isEqualTo("acme");
        assertThat(decode(LogFormat.JSON_LINES, null, line))
                .isInstanceOfSatisfying(
                        RejectedLine.class, r -> assertThat(r.reason()).isEqualTo("customer is missing"));
        assertThat(decode(LogFormat.JSON_LINES, null, "{broken"))
                .isInstanceOfSatisfying(
                        RejectedLine.class, r -> assertThat(r.reason()).contains("not JSON"));
    }

    @Test
    void shouldReadColumnsWithAHeader() {
        PublicEvent event = event(
                LogFormat.COLUMNS,
                null,
                "host\tlogname\ttime\tmethod\turl\tresponse\tbytes",
                "199.72.81.55\t-\t804571201\tGET\t/history/apollo/\t200\t6245\t\t");
        assertThat(event.customer()).isEqualTo("199.72.81.55");
        assertThat(event.atMillis()).isEqualTo(804_571_201_000L);
        assertThat(event.fact()).isEqualTo(new ApiCall("GET", "/history/apollo/", 200, -1, false, null, null));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {"type":"api_call","customer":"a"} | NDJSON
        {"customer_id":"a","status":200} | JSON_LINES
        h - - [17/May/2015:10:05:03 +0000] "GET / HTTP/1.1" 200 1 | COMBINED
        host,time,method,url,status | COLUMNS
        once upon a time |
        """)
    void shouldGuessTheFormat(String line, @Nullable LogFormat expected) {
        List<byte[]> lines = Arrays.stream(new String[] {line, line, "", "damaged"})
                .limit(line.startsWith("host,") ? 1 : 4)
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
        assertThat(LogFormat.guess(lines)).isEqualTo(expected);
    }
}
