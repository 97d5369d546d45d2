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
        example.com 10.0.0.7 - - [17/May/2015:10:05:03 +0000] "GET / HTTP/1.1" 200 1 "-" "-" | 10.0.0.7 | 2015-05-17T10:05:03.000Z | GET | / | 200
        [::1]:80 10.0.0.7 - - [17/May/2015:10:05:03 +0000] "GET / HTTP/1.1" 200 1 "-" "-" | 10.0.0.7 | 2015-05-17T10:05:03.000Z | GET | / | 200
        10.0.0.7 - john smith [17/May/2015:10:05:03 +0000] "GET / HTTP/1.1" 200 1 "-" "-" | 10.0.0.7 | 2015-05-17T10:05:03.000Z | GET | / | 200
        10.0.0.7, 10.1.1.1 - - [17/May/2015:10:05:03 +0000] "GET / HTTP/1.1" 200 1 "-" "-" | 10.0.0.7 | 2015-05-17T10:05:03.000Z | GET | / | 200
        10.0.0.7 - [10.0.0.7] - - [17/May/2015:10:05:03 +0000] "GET / HTTP/1.1" 200 1 "-" "-" 9 0.1 [a] 10.1.1.1:80 | 10.0.0.7 | 2015-05-17T10:05:03.000Z | GET | / | 200
        Nov 30 13:45:00 web1 nginx: 10.0.0.7 - - [17/May/2015:10:05:03 +0000] "GET / HTTP/1.1" 200 1 "-" "-" | 10.0.0.7 | 2015-05-17T10:05:03.000Z | GET | / | 200
        Nov 30 13:45:00 nginx[17]: 10.0.0.7 - - [17/May/2015:10:05:03 +0000] "GET / HTTP/1.1" 200 1 "-" "-" | 10.0.0.7 | 2015-05-17T10:05:03.000Z | GET | / | 200
        2025-11-30T13:45:00.123456Z stdout F 10.0.0.7 - - [17/May/2015:10:05:03 +0000] "GET / HTTP/1.1" 200 1 "-" "-" | 10.0.0.7 | 2015-05-17T10:05:03.000Z | GET | / | 200
        203.0.113.9 - - [17/May/2015:10:05:03 +0000]"GET / HTTP/1.1" 200 12 a-request-id | 203.0.113.9 | 2015-05-17T10:05:03.000Z | GET | / | 200
        203.0.113.9 - - [17/May/2015:10:05:03 +0000] api.example.com "GET / HTTP/1.1" 200 12 | 203.0.113.9 | 2015-05-17T10:05:03.000Z | GET | / | 200
        203.0.113.9 - - [17/May/2015 10:05:03] "GET / HTTP/1.1" 200 - | 203.0.113.9 | 2015-05-17T10:05:03.000Z | GET | / | 200
        203.0.113.9 - - [1431857103.000] "GET / HTTP/1.1" 200 - | 203.0.113.9 | 2015-05-17T10:05:03.000Z | GET | / | 200
        [2015-05-17 10:05:03 +0000] [12] [INFO] 203.0.113.9:51234 - - [17/May/2015:10:05:03 +0000] "GET / 1.1" 200 7 "-" "-" | 203.0.113.9 | 2015-05-17T10:05:03.000Z | GET | / | 200
        `0|api  | 203.0.113.9 - - [17/May/2015:10:05:03 +0000] "GET / HTTP/1.1" 200 7 "-" "-"` | 203.0.113.9 | 2015-05-17T10:05:03.000Z | GET | / | 200
        {"log":"10.0.0.7 - - [17/May/2015:10:05:03 +0000] \\"GET / HTTP/1.1\\" 200 1\\n","stream":"stdout"} | 10.0.0.7 | 2015-05-17T10:05:03.000Z | GET | / | 200
        """)
    void shouldReadCommonAndCombined(String line, String customer, String at, String method, String route, int status) {
        PublicEvent event = event(LogFormat.COMBINED, null, line);
        assertThat(event.customer()).isEqualTo(customer);
        assertThat(Timestamps.format(event.atMillis())).isEqualTo(at);
        assertThat(event.fact()).isEqualTo(new ApiCall(method, route, status, -1, false, null, null));
    }

    @Test
    void shouldTakeAPathWithoutEndByItsBeginning() {
        String line = "h - - [17/May/2015:10:05:03 +0000] \"GET /%s HTTP/1.1\" 414 1";
        assertThat(event(LogFormat.COMBINED, null, line.formatted("a?q=" + "b".repeat(9_000)))
                        .fact())
                .isEqualTo(new ApiCall("GET", "/a", 414, -1, false, null, null));
        assertThat(event(LogFormat.COMBINED, null, line.formatted("a/".repeat(9_000)))
                        .fact())
                .isInstanceOfSatisfying(
                        ApiCall.class, call -> assertThat(call.route()).startsWith("/a/a/a"));
        String json = "{\"ts\":1795343115,\"ip\":\"h\",\"method\":\"GET\",\"status\":414,\"path\":\"/a?q=";
        assertThat(event(LogFormat.JSON_LINES, null, json + "b".repeat(9_000) + "\"}")
                        .fact())
                .isEqualTo(new ApiCall("GET", "/a", 414, -1, false, null, null));
    }

    @Test
    void shouldTakeLinesOfSpacesForEmptyOnes() {
        assertThat(decode(LogFormat.COMBINED, null, " \t ")).isNull();
        assertThat(decode(LogFormat.HAPROXY, null, " \t ")).isNull();
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
        2026-03-10 09:00:11.596,"203.0.113.5 - - [17/May/2015:10:05:03 +0000] "GET / HTTP/1.1" 200 1 | line begins with (2026-03-10 09:00:11.596,"203.0.113.5 - -)
        "203.0.113.5 - - [17/May/2015:10:05:03 +0000] "GET / HTTP/1.1" 200 1 | where no client's address is
        h - - [17/May/2015:10:05:03 +0000] "GET / HTTP/1.1" 0.045 200 1 | describe them by a layout
        h - - [12] "GET / HTTP/1.1" 200 1 | time (12) is no time
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
        {"time":"2026-11-22T10:25:15+00:00","msec":"1795343115.000","remote_addr":"127.0.0.1","customer_id":"acme","method":"POST","uri":"/v1/orders/0","status":200,"request_time":0.016} | acme
        {"@timestamp":"2026-11-22T10:25:15Z","source":{"ip":"acme"},"http":{"request":{"method":"POST"},"response":{"status_code":200}},"url":{"path":"/v1/orders/0"},"duration_ms":16} | acme
        {"ts":1795343115,"client_ip":"acme","request":"POST /v1/orders/0 HTTP/1.1","status":"200","latency_ms":16} | acme
        {"msec":"1795343115.000","host":"10.0.0.9","request_method":"POST","request_uri":"/v1/orders/0?a=b","status_code":"200","request_time":"0.016"} | 10.0.0.9
        {"started_at":1795343115000,"customer":"acme","request":{"method":"POST","uri":"/v1/orders/0"},"response":{"status":200},"latencies":{"request":16},"type":"http"} | acme
        {"type":"api_call","customer":"acme","at":"2026-11-22T10:25:15Z","method":"POST","path":"/v1/orders/0","status":200,"latency_ms":16} | acme
        {"level":30,"time":1795343115000,"req":{"method":"POST","url":"/v1/orders/0?a=b","remoteAddress":"acme"},"res":{"statusCode":200},"responseTime":16} | acme
        {"message":"HTTP POST","meta":{"req":{"method":"POST","url":"/v1/orders/0","ip":"acme"},"res":{"statusCode":200},"responseTime":16},"timestamp":"2026-11-22 10:25:15.000"} | acme
        {"httpRequest":{"requestMethod":"POST","requestUrl":"https://h/v1/orders/0?a=b","status":200,"remoteIp":"acme","latency":"0.016s"},"timestamp":"2026-11-22T10:25:15.000000001Z"} | acme
        {"timeStamp":"2026-11-22T10:25:15+00:00","properties":{"clientIP":"acme","httpMethod":"POST","requestUri":"/v1/orders/0","httpStatus":200,"timeTaken":0.016}} | acme
        {"ClientIP":"acme","ClientRequestMethod":"POST","ClientRequestURI":"/v1/orders/0","EdgeResponseStatus":200,"EdgeStartTimestamp":1795343115000000000,"duration":"16ms"} | acme
        {"ClientHost":"acme","DownstreamStatus":200,"Duration":16000000,"RequestMethod":"POST","RequestPath":"/v1/orders/0","StartUTC":"2026-11-22T10:25:15Z","time":"2026-11-22T10:25:16Z"} | acme
        {"ts":1795343115.000,"logger":"http.log.access.log0","request":{"client_ip":"acme","method":"POST","uri":"/v1/orders/0","headers":{}},"duration":0.016,"status":200} | acme
        {"authority":"h","duration":16,"method":"POST","path":"/v1/orders/0","response_code":200,"start_time":"2026-11-22T10:25:15Z","downstream_remote_address":"acme:1234","x_forwarded_for":null} | acme
        {"ip":"acme","host":"h","requestTime":"22/Nov/2026:10:25:15 +0000","httpMethod":"POST","resourcePath":"/v1/orders/{id}","status":"200","responseLatency":"16"} | acme
        {"requestId":"r","ip":"acme","requestTimeEpoch":"1795343115000","routeKey":"POST /v1/orders/{id}","status":"200","responseLatency":16} | acme
        {"time":"2026-11-22T10:25:15Z","properties":{"httpMethod":"POST","requestUri":"https://h:443/v1/orders/0?a=b","clientIp":"acme","timeTaken":"0.016","httpStatusCode":"200"}} | acme
        {"ts":1795343115.000,"logger":"http.log.access","request":{"remote_addr":"acme:4532","method":"POST","uri":"/v1/orders/0","headers":{}},"duration":0.016,"status":200} | acme
        {"date":"2026-11-22","time":"10:25:15","c-ip":"acme","cs-method":"POST","cs-uri-stem":"/v1/orders/0","sc-status":"200","time-taken":"0.016"} | acme
        {"time":"2026-11-22T10:25:15Z","durationMs":16,"callerIpAddress":"acme","properties":{"method":"POST","url":"https://h/v1/orders/0?a=b","backendResponseCode":500,"responseCode":200}} | acme
        {"timestamp":"2026-11-22T10:25:15+0000","client_ip":"acme","url":"/v1/orders/0","request_method":"POST","response_status":200,"request_time":0.016} | acme
        {"message":"","timestamp":1795343115000,"host":"h","latency_ms":16,"proxy":{"method":"POST","path":"/v1/orders/0?a=b","statusCode":200,"clientIp":"acme"}} | acme
        {"timestamp":"2026-11-22T10:25:15Z","http":{"method":"POST","status_code":"200","url_details":{"path":"/v1/orders/0"}},"network":{"client":{"ip":"acme"}},"duration":16000000} | acme
        {"client_received_start_timestamp":1795343115000,"request_verb":"POST","request_uri":"/v1/orders/0","response_status_code":200,"client_ip":"acme","total_response_time":16} | acme
        {"time":"Sun, 22 Nov 2026 10:25:15 GMT","client_ip":"acme","method":"POST","path":"/v1/orders/0","status":200,"latency_ms":16} | acme
        {"status":"ok","statusCode":200,"time":"2026-11-22 10:25:15 +0000","x_forwarded_for":"acme, 10.0.0.1","method":"post","url":"/v1/orders/0","duration":"0.016s"} | acme
        {"log":"{\\"ts\\":1795343115,\\"ip\\":\\"acme\\",\\"method\\":\\"POST\\",\\"path\\":\\"/v1/orders/0\\",\\"status\\":200,\\"latency_ms\\":16}","stream":"stdout"} | acme
        {"reqTimeSec":"1795343115.000","cliIP":"acme","statusCode":"200","reqMethod":"POST","reqPath":"/v1/orders/0","turnAroundTimeMSec":"16"} | acme
        {"@t":"2026-11-22T10:25:15Z","RequestMethod":"POST","RequestPath":"/v1/orders/0","StatusCode":200,"Elapsed":16.01,"ClientIp":"acme"} | acme
        {"Timestamp":"2026-11-22T10:25:15Z","Properties":{"RequestMethod":"POST","RequestPath":"/v1/orders/0","StatusCode":200,"Elapsed":16.01,"ClientIp":"acme"}} | acme
        {"name":"api","time":"2026-11-22T10:25:15Z","remote-address":"acme","method":"POST","url":"/v1/orders/0","status-code":200,"response-time":16.01} | acme
        2026-11-22T10:25:15Z stdout F {"ts":1795343115,"ip":"acme","method":"POST","path":"/v1/orders/0","status":200,"latency_ms":16} | acme
        """)
    void shouldUnderstandTheUsualNamesInJsonLogs(String line, String customer) {
        PublicEvent event = event(LogFormat.JSON_LINES, null, line);
        assertThat(event.customer()).isEqualTo(customer);
        assertThat(Timestamps.format(event.atMillis())).isEqualTo("2026-11-22T10:25:15.000Z");
        assertThat(event.fact()).isEqualTo(new ApiCall("POST", "/v1/orders/{id}", 200, 16, false, null, null));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        HAPROXY | Nov 22 10:25:15 h haproxy[9]: acme:35688 [22/Nov/2026:10:25:15.000] a b/c 0/0/1/15/16 200 73 - - ---- 1/1/0/0/0 0/0 {x} "POST /v1/orders/0?a=b HTTP/1.1"
        HAPROXY | acme:35688 [22/Nov/2026:10:25:15.000] a b/c 0/0/1/15/16 200 73 - - ---- 1/1/0/0/0 0/0 "POST /v1/orders/0 HTTP/1.1"
        ENVOY | [2026-11-22T10:25:15.000Z] "POST /v1/orders/0 HTTP/1.1" 200 - 0 11 16 15 "acme, 10.0.0.1" "curl" "id" "host" "10.1.1.1:80"
        ENVOY | [2026-11-22T10:25:15.000Z] "POST /v1/orders/0 HTTP/1.1" 200 - via_upstream - "-" 0 11 16 15 "-" "curl" "id" "host" "10.1.1.1:80" outbound_80 10.1.1.2:1 10.1.1.3:80 acme:4711 - default
        AWS_ELB | https 2026-11-22T10:25:15.000000Z app/lb/50 acme:2817 10.0.9.1:80 0.000 0.016 0.000 200 200 0 57 "POST https://h:443/v1/orders/0?a=b HTTP/1.1" "curl \\"7\\"" ECDHE TLSv1.2 arn "Root=1" "h" "arn" 1 2026-11-22T10:25:15.1Z "forward" "-" "-"
        AWS_ELB | 2026-11-22T10:25:15.000000Z my-lb acme:2817 10.0.9.1:80 0.000073 0.016 0.000057 200 200 0 29 "POST http://h:80/v1/orders/0 HTTP/1.1" "curl" - -
        AWS_ELB | 79a5 bucket [22/Nov/2026:10:25:15 +0000] acme - 3E57 REST.POST.OBJECT key "POST /v1/orders/0?v=1 HTTP/1.1" 200 - 3403 99 16 6 "-" "S3Console/0.4" - hid SigV4 ECDHE AuthHeader h TLSV1.2 - -
        LOGFMT | time=2026-11-22T10:25:15Z level=info msg="a \\"b\\" c" method=POST path=/v1/orders/0 status=200 duration=16ms remote_addr=acme
        LOGFMT | 2026-11-22T10:25:15.000000+00:00 heroku[router]: at=info method=POST path="/v1/orders/0?a=b" fwd="acme,10.0.0.1" connect=1ms service=16ms status=200
        LOGFMT | I, [2026-11-22T10:25:15.000000 #123]  INFO -- : method=POST path=/v1/orders/0 format=json status=200 duration=16.01 db=3.4 ip=acme
        GIN | `[GIN] 2026/11/22 - 10:25:15 | 200 |     16.012ms |            acme | POST     "/v1/orders/0?a=b"`
        SQUID | 1795343115.000     16 acme TCP_MISS/200 1417 POST http://h/v1/orders/0?a=b - HIER_DIRECT/10.0.0.3 text/html
        """)
    void shouldReadTheLogsOfOtherGateways(LogFormat format, String line) {
        assertThat(LogFormat.guess(List.of(line.getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(format);
        PublicEvent event = event(format, null, line);
        assertThat(event.customer()).isEqualTo("acme");
        assertThat(Timestamps.format(event.atMillis())).isEqualTo("2026-11-22T10:25:15.000Z");
        assertThat(event.fact()).isEqualTo(new ApiCall("POST", "/v1/orders/{id}", 200, 16, false, null, null));
        assertThat(decode(format, null, "nothing of the kind"))
                .isInstanceOfSatisfying(
                        RejectedLine.class, r -> assertThat(r.reason()).contains("is not of the format"));
    }

    @ParameterizedTest
    @CsvSource({"timestamp(ms), 1795343115000", "timestamp, 1795343115.000"})
    void shouldReadCloudFrontsLogInRealTime(String name, String time) {
        PublicEvent event = event(
                LogFormat.W3C,
                null,
                "#Fields: " + name + " c-ip cs-method cs-uri-stem sc-status time-taken",
                time + "\tacme\tPOST\t/v1/orders/0\t200\t0.016");
        assertThat(event.customer()).isEqualTo("acme");
        assertThat(Timestamps.format(event.atMillis())).isEqualTo("2026-11-22T10:25:15.000Z");
        assertThat(event.fact()).isEqualTo(new ApiCall("POST", "/v1/orders/{id}", 200, 16, false, null, null));
    }

    /** Tomcat's times are seconds, .NET's milliseconds with a fraction. */
    @ParameterizedTest
    @CsvSource({"x-server, 0.016", "s-computername, 16.0171"})
    void shouldReadTheTimeTakenOfW3cLogs(String field, String taken) {
        PublicEvent event = event(
                LogFormat.W3C,
                null,
                "#Fields: date time c-ip " + field + " cs-method cs-uri-stem sc-status time-taken",
                "2026-11-22 10:25:15 acme web1 POST /v1/orders/0 200 " + taken);
        assertThat(event.fact()).isEqualTo(new ApiCall("POST", "/v1/orders/{id}", 200, 16, false, null, null));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        "203.0.113.9, 10.0.0.1" | 203.0.113.9
        "[2001:db8::1]:443"     | 2001:db8::1
        "-"                     | 10.0.0.2
        """)
    void shouldReadTheClientThatAProxyHasPassedOn(String forwarded, String customer) {
        String line = "10.0.0.2 - - [17/May/2015:10:05:03 +0000] \"GET / HTTP/1.1\" 200 1 \"-\" \"sdk (x)\" ";
        assertThat(event(LogFormat.COMBINED, "x_forwarded_for", line + forwarded + " rt=0.1")
                        .customer())
                .isEqualTo(customer);
    }

    @Test
    void shouldReadJsonWithBytesEscapedAsTextsAre() {
        String line = "{\"time\":1795343115,\"remote_addr\":\"acme\",\"request\":\"GET / HTTP/1.1\",\"status\":200,"
                + "\"agent\":\"a \\x22b\\x22 \\\\x\"}";
        assertThat(event(LogFormat.JSON_LINES, null, line).customer()).isEqualTo("acme");
    }

    /** A number that is no time since 1973 is a duration, or a process' number. */
    @Test
    void shouldTakeTheTimeFromAFieldThatIsOne() {
        String line = "{\"time\":45,\"timestamp\":\"2026-11-22T10:25:15Z\",\"ip\":\"acme\",\"method\":\"GET\","
                + "\"path\":\"/\",\"status\":200}";
        assertThat(Timestamps.format(event(LogFormat.JSON_LINES, null, line).atMillis()))
                .isEqualTo("2026-11-22T10:25:15.000Z");
    }

    @Test
    void shouldKnowAnAddressOfIpv6FromItsPort() {
        String line = "h2 2026-11-22T10:25:15.000000Z app/lb/50 %s:2817 - -1 -1 -1 %s - 0 57 \"%s\" \"-\" - -";
        assertThat(event(LogFormat.AWS_ELB, null, line.formatted("2001:db8::1", "503", "GET https://h:443/ HTTP/2.0"))
                        .customer())
                .isEqualTo("2001:db8::1");
        assertThat(event(LogFormat.AWS_ELB, null, line.formatted("10.0.0.7", "400", "- http://h:80- -"))
                        .fact())
                .isEqualTo(new ApiCall("-", "-", 400, -1, false, null, null));
        assertThat(decode(LogFormat.AWS_ELB, null, line.formatted("10.0.0.7", "000", "- - -")))
                .isNull();
    }

    @Test
    void shouldReadWhatAHeaderOfW3cNames() {
        String[] iis = {
            "#Software: Microsoft Internet Information Services 10.0",
            "#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent)"
                    + " sc-status time-taken",
            "2026-11-22 10:25:15 10.9.9.9 POST /v1/orders/0 a=b 443 eve acme curl+8 200 16"
        };
        ApiCall order = new ApiCall("POST", "/v1/orders/{id}", 200, 16, false, null, null);
        assertThat(event(LogFormat.W3C, null, iis)).satisfies(event -> {
            assertThat(event.customer()).isEqualTo("acme");
            assertThat(Timestamps.format(event.atMillis())).isEqualTo("2026-11-22T10:25:15.000Z");
            assertThat(event.fact()).isEqualTo(order);
        });
        assertThat(event(LogFormat.W3C, "user", iis).customer()).isEqualTo("eve");
        assertThat(event(LogFormat.W3C, "cs-username", iis).customer()).isEqualTo("eve");
        PublicEvent cloudfront = event(
                LogFormat.W3C,
                null,
                "#Fields: date time x-edge-location c-ip cs-method cs(Host) cs-uri-stem sc-status time-taken",
                "2026-11-22\t10:25:15\tFRA\tacme\tPOST\th\t/v1/orders/0\t200\t0.016");
        assertThat(cloudfront.customer()).isEqualTo("acme");
        assertThat(cloudfront.fact()).isEqualTo(order);
    }

    @Test
    void shouldTakeTheCustomerFromANamedFieldOfJson() {
        String line =
                "{\"time\":1795343115,\"method\":\"GET\",\"path\":\"/\",\"status\":200,\"by\":{\"custom_id\":\"acme\"}}";
        assertThat(event(LogFormat.JSON_LINES, "by.custom_id", line).customer()).isEqualTo("acme");
        String event = line.replace("{\"time\"", "{\"type\":\"api_call\",\"customer\":\"other\",\"at\"");
        assertThat(event(LogFormat.NDJSON, "by.custom_id", event).customer()).isEqualTo("acme");
        assertThat(decode(LogFormat.JSON_LINES, null, line))
                .isInstanceOfSatisfying(
                        RejectedLine.class,
                        r -> assertThat(r.reason())
                                .isEqualTo("customer is missing; name its field with --customer-field"));
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

    @Test
    void shouldReadATableThatSaysOnlyWhoseCallWasAnsweredHow() {
        assertThat(event(LogFormat.COLUMNS, null, "time,customer,status,path", "1795343115,acme,404,/v1/orders/7")
                        .fact())
                .isEqualTo(new ApiCall("-", "/v1/orders/{id}", 404, -1, false, null, null));
        assertThat(event(LogFormat.COLUMNS, null, "time,customer,status", "1795343115,acme,404")
                        .fact())
                .isEqualTo(new ApiCall("-", "-", 404, -1, false, null, null));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {"type":"api_call","customer":"a"} | NDJSON
        {"customer_id":"a","status":200} | JSON_LINES
        h - - [17/May/2015:10:05:03 +0000] "GET / HTTP/1.1" 200 1 | COMBINED
        host,time,method,url,status | COLUMNS
        host;time;method;url;status | COLUMNS
        #Fields: date time c-ip cs-method cs-uri-stem sc-status | W3C
        {"type":"access","status":200} | JSON_LINES
        {"log":"h - - [17/May/2015:10:05:03 +0000] \\"GET / HTTP/1.1\\" 200 1\\n","stream":"stdout"} | COMBINED
        Nov 30 13:45:00 web1 nginx: h - - [17/May/2015:10:05:03 +0000] "GET / HTTP/1.1" 200 1 | COMBINED
        once upon a time |
        """)
    void shouldGuessTheFormat(String line, @Nullable LogFormat expected) {
        List<byte[]> lines = Arrays.stream(new String[] {line, line, "", "damaged"})
                .limit(line.startsWith("host") ? 1 : 4)
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
        assertThat(LogFormat.guess(lines)).isEqualTo(expected);
    }

    @Test
    void shouldGuessTheFormatOfLongLines() {
        String line = "h - - [17/May/2015:10:05:03 +0000] \"GET /?" + "\\x22".repeat(50_000) + " HTTP/1.1\" 414 1";
        assertThat(LogFormat.guess(List.of(line.getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(LogFormat.COMBINED);
    }

    @Test
    void shouldReadColumnsUnderNamesOfWords() {
        PublicEvent event = event(
                LogFormat.COLUMNS,
                null,
                "Timestamp;Client IP;Method;Path;Status Code;Duration",
                "2026-11-22 10:25:15;acme;POST;/v1/orders/0;200;16ms");
        assertThat(event.customer()).isEqualTo("acme");
        assertThat(event.fact()).isEqualTo(new ApiCall("POST", "/v1/orders/{id}", 200, 16, false, null, null));
    }
}
