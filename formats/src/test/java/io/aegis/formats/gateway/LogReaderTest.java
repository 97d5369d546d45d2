package io.aegis.formats.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.codec.event.Line;
import io.aegis.codec.event.Masking;
import io.aegis.codec.event.PublicEvent;
import io.aegis.codec.event.RejectedLine;
import io.aegis.engine.event.ApiCall;
import io.aegis.formats.mapping.CallMapper;
import io.aegis.formats.mapping.Mapping;
import io.aegis.formats.mapping.Target;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LogReaderTest {

    private static final Masking MASKING = new Masking("a key for these tests".getBytes(StandardCharsets.UTF_8));

    private static @Nullable Line read(LogFormat format, String line) {
        return LogReader.of(format, Mapping.NONE, MASKING).read(line, 1);
    }

    private static PublicEvent event(@Nullable Line line) {
        assertThat(line).isInstanceOf(PublicEvent.class);
        return (PublicEvent) line;
    }

    @Test
    void shouldReadTheCombinedFormatWithTimingsBehindIt() {
        PublicEvent event = event(
                read(
                        LogFormat.NGINX_TIMED,
                        "10.1.2.3 - acme [22/Nov/2026:10:25:18 +0000] \"POST /v1/orders/123456?q=%22b%22 HTTP/1.1\" 500 21"
                                + " \"-\" \"sdk/2.1 (node \\x2220\\x22) \\\"x\\\"\" rt=0.016 uct=\"0.001\" urt=\"0.009\" key=\"key_7\""));
        assertThat(event.customer()).isEqualTo("acme");
        assertThat(event.atMillis()).isEqualTo(1_795_343_118_000L);
        assertThat(event.fact()).isEqualTo(new ApiCall("POST", "/v1/orders/{id}", 500, 16, false, "key_7", null));
    }

    @Test
    void shouldFallBackToTheAddressInTheCombinedFormatOnly() {
        String line = "10.1.2.3 - - [22/Nov/2026:10:25:18 +0000] \"GET / HTTP/1.1\" 200 21";
        assertThat(event(read(LogFormat.COMBINED, line)).customer()).isEqualTo("10.1.2.3");
        assertThat(event(read(LogFormat.NGINX_TIMED, line)).customer()).isEqualTo(CallMapper.NOBODY);
    }

    @Test
    void shouldReadNginxJson() {
        PublicEvent event = event(read(LogFormat.NGINX_JSON, """
                {"time":"2026-11-22T10:25:15+00:00","msec":"1795343115.223","customer_id":"acme","api_key_id":"key_7",\
                "request_id":"3ce","method":"POST","uri":"/v1/orders/0","status":200,"request_time":0.016,\
                "upstream_response_time":"0.000, 0.004"}"""));
        assertThat(event)
                .isEqualTo(new PublicEvent(
                        "acme",
                        1_795_343_115_223L,
                        "3ce",
                        new ApiCall("POST", "/v1/orders/{id}", 200, 16, false, "key_7", null),
                        null));
    }

    @Test
    void shouldReadEnvoysAndIstiosFormats() {
        PublicEvent envoy = event(read(
                LogFormat.ENVOY,
                "[2026-04-15T20:17:00.310Z] \"POST /api/v1/locations HTTP/2\" 204 - 154 0 226 100 \"10.0.35.28\" \"a b\""
                        + " \"cc21\" \"locations\" \"tcp://10.0.2.1:80\""));
        assertThat(envoy.fact()).isEqualTo(new ApiCall("POST", "/api/v1/locations", 204, 226, false, null, null));
        assertThat(envoy.id()).isEqualTo("cc21");
        PublicEvent istio = event(
                read(
                        LogFormat.ISTIO,
                        "[2026-11-25T21:26:18.409Z] \"GET /s/418 HTTP/1.1\" 418 - via_upstream - \"-\" 0 135 4 4 \"-\" \"curl\""
                                + " \"8496\" \"httpbin:8000\" \"10.44.1.27:80\" outbound|8000||httpbin 10.44.1.23:37652 - default"));
        assertThat(istio.fact()).isEqualTo(new ApiCall("GET", "/s/{id}", 418, 4, false, null, null));
        PublicEvent old = event(read(
                LogFormat.ISTIO,
                "[2026-03-06T09:31:27.354Z] \"GET /s/418 HTTP/1.1\" 418 - \"-\" 0 135 11 10 \"-\" \"curl\" \"d209\""
                        + " \"httpbin:8000\" \"172.30.146.73:80\" outbound|8000||httpbin - 172.21.13.94:8000 -"));
        assertThat(old.fact()).isEqualTo(new ApiCall("GET", "/s/{id}", 418, 11, false, null, null));
    }

    @Test
    void shouldNotCountAConnectionThatNeverBecameARequest() {
        String line =
                "[2026-04-06T06:20:05.972Z] \"- - -\" 0 UF,URX 0 0 0 - \"-\" \"-\" \"-\" \"-\" \"127.0.0.1:9200\"";
        assertThat(read(LogFormat.ENVOY, line)).isNull();
        String handshake = "10.1.2.3 - - [22/Nov/2026:10:25:18 +0000] \"\\x16\\x03\\x01\" 400 157 \"-\" \"-\"";
        assertThat(read(LogFormat.COMBINED, handshake)).isNull();
    }

    @Test
    void shouldReadKong() {
        String line = """
                {"response":{"status":429},"request":{"id":"r1","uri":"/example","method":"GET"},"route":{"name":"x"},\
                "started_at":1726783839538,"latencies":{"request":173},"consumer":{"custom_id":"acme"},\
                "authenticated_entity":{"id":"5b0f"}}""";
        PublicEvent event = event(read(LogFormat.KONG, line));
        assertThat(event.customer()).isEqualTo("acme");
        assertThat(event.id()).isEqualTo("r1-429");
        assertThat(event.fact()).isEqualTo(new ApiCall("GET", "/example", 429, 173, false, "5b0f", null));
        assertThat(event(read(LogFormat.KONG, line.replace("custom_id", "tags")))
                        .customer())
                .isEmpty();
    }

    @Test
    void shouldReadALayoutPastedFromTheServersConfiguration() {
        Mapping mapping = Mapping.of().take(Target.CUSTOMER, "http_x_tenant").build();
        LogReader reader = LogReader.of(
                "$remote_addr|$http_x_tenant|$time_iso8601|$request_method|$uri|$status|${request_time}",
                mapping,
                MASKING);
        PublicEvent event = event(reader.read("10.1.2.3|acme|2026-11-22T10:25:15+00:00|GET|/v1/a|204|0.250", 1));
        assertThat(event.customer()).isEqualTo("acme");
        assertThat(event.fact()).isEqualTo(new ApiCall("GET", "/v1/a", 204, 250, false, null, null));
        assertThatThrownBy(() -> LogReader.of("$a$b", mapping, MASKING)).hasMessageContaining("(a)");
        assertThatThrownBy(() -> LogReader.of("no names", mapping, MASKING)).hasMessageContaining("names no fields");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"method":"GET","uri":"/","time":"2026-11-22T10:25:15Z"}               | status
            {"method":"GET","uri":"/","time":"2026-11-22T10:25:15Z","status":99}   | status
            {"method":"GET","uri":"/","status":200}                                | at
            {"method":"GET","uri":"/","status":200,"time":"soon"}                  | at
            {"method":"GET"                                                        | -
            [1,2]                                                                  | -
            """)
    void shouldRejectALineThatLacksWhatACallNeeds(String line, String field) {
        Line read = read(LogFormat.JSON_LINES, line);
        assertThat(read).isInstanceOfSatisfying(RejectedLine.class, rejected -> {
            assertThat(rejected.field()).isEqualTo(field.equals("-") ? null : field);
            assertThat(rejected.line()).isEqualTo(1);
        });
    }

    @Test
    void shouldKeepNoSecretOfALine() {
        String secret = "sk_live_51HqLyjWDarjtT1zdp7dc";
        PublicEvent event = event(read(
                LogFormat.NGINX_TIMED,
                "10.1.2.3 - acme [22/Nov/2026:10:25:18 +0000] \"GET /v1/" + secret + "/jane@acme.example?token="
                        + secret + " HTTP/1.1\" 200 1 \"-\" \"-\" key=\"" + secret + "\""));
        assertThat(event.toString()).doesNotContain("Darjt").doesNotContain("jane");
        Line rejected = read(
                LogFormat.JSON_LINES, "{\"method\":\"GET\",\"key\":\"" + secret + "\",\"uri\":\"/?t=" + secret + "\"}");
        assertThat(String.valueOf(rejected)).doesNotContain("Darjt");
    }
}
