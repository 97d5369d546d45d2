package io.aegis.formats.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.codec.event.Line;
import io.aegis.codec.event.Masking;
import io.aegis.codec.event.PublicEvent;
import io.aegis.codec.event.RejectedLine;
import io.aegis.engine.event.ApiCall;
import io.aegis.formats.mapping.Extraction;
import io.aegis.formats.mapping.Mapping;
import io.aegis.formats.mapping.RouteTemplates;
import io.aegis.formats.mapping.Target;
import io.aegis.formats.mapping.Unit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines as Apache 2.4, HAProxy 2.6 and Caddy 2.6 wrote them, and as Traefik's and pino's documentation shows them. */
final class ServersTest {

    private static final Masking MASKING = new Masking(new byte[16]);
    private static final long AT = 1_795_452_655_000L;
    private static final String HAPROXY = "127.0.0.1:35688 [23/Nov/2026:16:50:55.049] plain plain/<NOSRV>"
            + " 0/-1/-1/-1/12 200 73 - - LR-- 1/1/0/0/0 0/0 %s\"GET /v1/orders/42?x=1 HTTP/1.1\"";
    private static final String COMBINED =
            "127.0.0.1 - acme [23/Nov/2026:16:50:55 +0000] \"GET /v1/orders/42?x=1 HTTP/1.1\" 200 687 \"-\" \"sdk\"";

    private static @Nullable Line read(LogFormat format, String line) {
        return LogReader.of(format, Mapping.NONE, MASKING).read(line, 1);
    }

    private static PublicEvent event(@Nullable Line line) {
        assertThat(line).isInstanceOf(PublicEvent.class);
        return (PublicEvent) line;
    }

    private static ApiCall order(int latencyMillis) {
        return new ApiCall("GET", "/v1/orders/{id}", 200, latencyMillis, false, null, null);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%h %l %u %t \"%r\" %>s %O \"%{Referer}i\" \"%{User-Agent}i\" %D \"%{X-Customer-Id}i\"",
                "%h %l %u %t \\\"%r\\\" %>s %O \\\"%{Referer}i\\\" \\\"%{User-Agent}i\\\" %D \\\"%{X-Customer-Id}i\\\""
            })
    void shouldReadALayoutPastedFromApachesConfiguration(String layout) {
        LogReader reader = LogReader.of(layout, Mapping.NONE, MASKING);
        PublicEvent event = event(reader.read(
                "127.0.0.1 - - [23/Nov/2026:16:50:55 +0000] \"GET /v1/orders/42?x=1 HTTP/1.1\" 200 687 \"-\" \"sdk \\\"x\\\"\""
                        + " 3010 \"acme \\\"\\xc3\\xa9\"",
                1));
        assertThat(event.customer()).isEqualTo("acme \"é");
        assertThat(event.atMillis()).isEqualTo(AT);
        assertThat(event.fact()).isEqualTo(order(3));
    }

    @Test
    void shouldReadApachesTimesAndWhatIsWrittenWithoutASeparator() {
        LogReader own = LogReader.of(
                "%a %{X-Customer-Id}i [%{%Y-%m-%dT%H:%M:%S%z}t] %m \"%U%q\" %>s %{ms}T", Mapping.NONE, MASKING);
        PublicEvent event = event(
                own.read("127.0.0.1 beta [2026-11-23T16:50:55+0000] GET \"/v1/orders/42?x=1&token=hunter2\" 200 7", 1));
        assertThat(List.of(event.customer(), event.atMillis(), event.fact())).isEqualTo(List.of("beta", AT, order(7)));
        LogReader seconds = LogReader.of("%{msec}t|%{X-Customer-Id}i|%m|%U%q|%s|%T", Mapping.NONE, MASKING);
        event = event(seconds.read("1795452655000|beta|GET|/v1/orders/42?x=1|200|2", 1));
        assertThat(List.of(event.atMillis(), event.fact())).isEqualTo(List.of(AT, order(2000)));
    }

    @Test
    void shouldReadJsonThatApacheWrites() {
        String loggly =
                "{\"time\":\"[23/Nov/2026:16:50:55 +0000]\", \"request\":\"GET /v1/orders/42?x=1 HTTP/1.1\", \"status\":\"200\","
                        + " \"userAgent\":\"sdk \\\"x\\\" \\\\\", \"tenant\":\"acme \\\"\\xc3\\xa9\"}";
        PublicEvent event = event(read(LogFormat.JSON_LINES, loggly));
        assertThat(event.customer()).startsWith("acme \"");
        assertThat(List.of(event.atMillis(), event.fact())).isEqualTo(List.of(AT, order(-1)));
        String elastic =
                "{ \"@timestamp\":\"2026-11-23T16:50:55+0000\", \"duration\":3010, \"status\":200, \"request\":\"/v1/orders/42?x=1\","
                        + " \"method\":\"GET\", \"customer_id\":\"-\" }";
        Mapping micros = new Mapping(
                Map.of(Target.LATENCY, List.of(Extraction.field("duration", Unit.MICROSECONDS))), RouteTemplates.NONE);
        event = event(LogReader.of(LogFormat.JSON_LINES, micros, MASKING).read(elastic, 1));
        assertThat(List.of(event.customer(), event.atMillis(), event.fact())).isEqualTo(List.of("", AT, order(3)));
    }

    @Test
    void shouldReadAVirtualHostBeforeTheClient() {
        for (String host : List.of("\uFEFF", "api.example ", "api.example:443 ", "\uFEFFapi.example ")) {
            assertThat(event(read(LogFormat.COMBINED, host + COMBINED)).customer())
                    .as(host)
                    .isEqualTo("acme");
        }
        String twoWords = COMBINED.replace("- acme", "- ac me");
        assertThat(read(LogFormat.COMBINED, twoWords)).isInstanceOf(RejectedLine.class);
    }

    @Test
    void shouldReadTimesWithoutAZoneAndWithOneBehindASpace() {
        String rest = "\",\"method\":\"GET\",\"uri\":\"/v1/orders/42\",\"status\":200}";
        for (String time : List.of(
                "2026-11-23 16:50:55",
                "2026-11-23T16:50:55",
                "2026/11/23 16:50:55",
                "2026-11-23 16:50:55 UTC",
                "2026-11-23 18:50:55,000 +0200",
                "2026-11-23 18:50:55.000+02:00",
                "23/Nov/2026:16:50:55.000 +0000")) {
            assertThat(event(read(LogFormat.JSON_LINES, "{\"time\":\"" + time + rest))
                            .atMillis())
                    .as(time)
                    .isEqualTo(AT);
        }
    }

    @Test
    void shouldReadAmazonsLoadBalancersW3cAndLogfmt() {
        String alb = "h2 2026-11-23T16:50:55.000000Z app/lb/50 10.0.0.7:2817 10.0.9.1:80 0.000 0.012 0.000 200 200 0 57"
                + " \"GET https://h:443/v1/orders/42?x=1 HTTP/2.0\" \"sdk\" - -";
        assertThat(event(read(LogFormat.AWS_ELB, alb)).fact()).isEqualTo(order(12));
        assertThat(event(read(LogFormat.AWS_ELB, alb)).customer()).isEqualTo("10.0.0.7");
        String iis = "2026-11-23 16:50:55 10.9.9.9 GET /v1/orders/42 x=1 443 acme 10.0.0.7 sdk - 200 0 0 12";
        assertThat(event(read(LogFormat.W3C, iis)).customer()).isEqualTo("acme");
        assertThat(event(read(LogFormat.W3C, iis)).fact()).isEqualTo(order(12));
        LogReader named = LogReader.of(LogFormat.W3C, Mapping.NONE, MASKING);
        assertThat(named.read("#Fields: time date cs-method cs-uri-stem sc-status time-taken cs(X-Id)", 1))
                .isNull();
        assertThat(event(named.read("16:50:55\t2026-11-23\tGET\t/v1/orders/42\t200\t0.012\t-", 2))
                        .fact())
                .isEqualTo(order(12));
        String logfmt = "time=2026-11-23T16:50:55Z msg=\"a b\" method=GET path=/v1/orders/42 status=200 duration=12ms"
                + " customer_id=acme";
        assertThat(event(read(LogFormat.LOGFMT, logfmt)).customer()).isEqualTo("acme");
        assertThat(event(read(LogFormat.LOGFMT, logfmt)).fact()).isEqualTo(order(12));
        assertThat(read(LogFormat.LOGFMT, "nothing of a log")).isInstanceOf(RejectedLine.class);
    }

    @Test
    void shouldReadHaproxysLogWithAndWithoutCapturedHeaders() {
        for (String captured : List.of("{acme} ", "{acme|curl/7.88.1} {} ", "{acme|a {b} c} {text/plain} ")) {
            PublicEvent event = event(read(LogFormat.HAPROXY, HAPROXY.formatted(captured)));
            assertThat(event.customer()).as(captured).isEqualTo("acme");
            assertThat(event.atMillis()).isEqualTo(AT + 49);
            assertThat(event.fact()).isEqualTo(order(12));
        }
        for (String captured : List.of("", "{} ", "{|curl/7.88.1} {} ")) {
            assertThat(event(read(LogFormat.HAPROXY, HAPROXY.formatted(captured)))
                            .customer())
                    .as(captured)
                    .isEmpty();
        }
        String tls =
                HAPROXY.formatted("{acme} ") + " 0/0000000000000000/0/0/0 api.example/TLSv1.3/TLS_AES_256_GCM_SHA384";
        assertThat(event(read(LogFormat.HAPROXY, tls)).fact()).isEqualTo(order(12));
    }

    @Test
    void shouldNotCountWhatHaproxyNeverAnswered() {
        String bad =
                "127.0.0.1:1 [23/Nov/2026:16:50:55.049] plain plain/<NOSRV> -1/-1/-1/-1/0 400 0 - - CR-- 1/1/0/0/0 0/0"
                        + " {} \"<BADREQ>\"";
        assertThat(read(LogFormat.HAPROXY, bad)).isNull();
        assertThat(read(LogFormat.HAPROXY, HAPROXY.replace(" 200 73", " -1 0").formatted("")))
                .isNull();
    }

    @Test
    void shouldReadCaddysSecondsUnderEachJsonFormat() {
        String line =
                "{\"level\":\"info\",\"ts\":1795452655.049,\"logger\":\"http.log.access.log0\",\"msg\":\"handled request\",\"request\":"
                        + "{\"remote_ip\":\"127.0.0.1\",\"method\":\"GET\",\"uri\":\"/v1/orders/42?x=1\",\"headers\":{\"Accept\":[\"*/*\"],"
                        + "\"X-Customer-Id\":[\"acme\"]}},\"user_id\":\"\",\"duration\":0.066318,\"size\":2,\"status\":200}";
        for (LogFormat format : List.of(LogFormat.CADDY, LogFormat.JSON_LINES, LogFormat.NGINX_JSON)) {
            PublicEvent event = event(read(format, line));
            assertThat(List.of(event.customer(), event.atMillis(), event.fact()))
                    .as(format.id())
                    .isEqualTo(List.of("acme", AT + 49, order(66)));
        }
        assertThat(event(read(LogFormat.CADDY, line.replace("0.066318", "\"850.2µs\"")))
                        .fact())
                .isEqualTo(order(1));
    }

    @Test
    void shouldReadTraefiksNanosecondsAndTheRequestsOfPinoAndWinston() {
        String traefik =
                "{\"ClientHost\":\"10.0.0.1\",\"ClientUsername\":\"-\",\"DownstreamStatus\":200,\"Duration\":66318000,\"OriginStatus\":200,"
                        + "\"RequestMethod\":\"GET\",\"RequestPath\":\"/v1/orders/42?x=1\",\"StartLocal\":\"2026-11-23T17:50:55.049+01:00\","
                        + "\"StartUTC\":\"2026-11-23T16:50:55.049123Z\",\"entryPointName\":\"web\",\"level\":\"info\",\"msg\":\"\","
                        + "\"request_X-Customer-Id\":\"acme\",\"time\":\"2026-11-23T16:50:56Z\"}";
        String pino =
                "{\"level\":30,\"time\":1795452655049,\"pid\":1,\"req\":{\"id\":1,\"method\":\"GET\",\"url\":\"/v1/orders/42?x=1\","
                        + "\"headers\":{\"x-customer-id\":\"acme\"}},\"res\":{\"statusCode\":200},\"responseTime\":66,\"msg\":\"request completed\"}";
        String winston =
                "{\"level\":\"info\",\"message\":\"HTTP GET /v1/orders/42\",\"meta\":{\"req\":{\"headers\":{\"x-customer-id\":\"acme\"},"
                        + "\"method\":\"GET\",\"url\":\"/v1/orders/42?x=1\"},\"res\":{\"statusCode\":200},\"responseTime\":66},"
                        + "\"timestamp\":\"2026-11-23T16:50:55.049Z\"}";
        for (String line : List.of(traefik, pino, winston)) {
            PublicEvent event = event(read(LogFormat.TRAEFIK, line));
            assertThat(List.of(event.customer(), event.atMillis(), event.fact()))
                    .as(line)
                    .isEqualTo(List.of("acme", AT + 49, order(66)));
            assertThat(event.id()).as("a counter of a process is no id").isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-23T16:50:55+00:00 localhost nginx: %s",
                "2026-11-23T16:50:55.123456+00:00 web-1 nginx[17]: %s",
                "Nov  3 16:50:55 web-1 nginx: %s",
                "<190>Nov 23 16:50:55 web-1 nginx: %s",
                "<190>Nov 23 16:50:55 nginx: %s",
                "<134>1 2026-11-23T16:50:55Z web-1 nginx 17 - - %s",
                "<134>1 2026-11-23T16:50:55Z web-1 nginx 17 id [meta a=\"b\"] %s",
                "2026-11-23T16:50:55.123456789Z stdout F %s"
            })
    void shouldTakeOffWhatALogDaemonPutsBeforeALine(String header) {
        assertThat(event(read(LogFormat.COMBINED, header.formatted(COMBINED))).fact())
                .isEqualTo(order(-1));
        String json =
                "{\"time\":\"2026-11-23T16:50:55Z\",\"customer_id\":\"acme\",\"method\":\"GET\",\"uri\":\"/v1/orders/42\",\"status\":200}";
        assertThat(event(read(LogFormat.NGINX_JSON, header.formatted(json))).customer())
                .isEqualTo("acme");
        assertThat(read(LogFormat.COMBINED, header.formatted("nothing of a log")))
                .isInstanceOf(RejectedLine.class);
    }

    @Test
    void shouldReadTheLineThatAContainersLogHolds() {
        String docker = "{\"log\":\"" + COMBINED.replace("\"", "\\\"")
                + "\\n\",\"stream\":\"stdout\",\"time\":\"2026-11-23T16:50:56Z\"}";
        assertThat(event(read(LogFormat.COMBINED, docker)).customer()).isEqualTo("acme");
        String json =
                "{\"log\":\"{\\\"time\\\":\\\"2026-11-23T16:50:55Z\\\",\\\"method\\\":\\\"GET\\\",\\\"status\\\":200}\\n\",\"stream\":\"stdout\"}";
        assertThat(event(read(LogFormat.JSON_LINES, json)).atMillis()).isEqualTo(AT);
    }
}
