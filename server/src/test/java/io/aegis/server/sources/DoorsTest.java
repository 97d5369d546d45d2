package io.aegis.server.sources;

import static org.assertj.core.api.Assertions.assertThat;

import com.segment.analytics.Analytics;
import com.segment.analytics.messages.GroupMessage;
import com.segment.analytics.messages.TrackMessage;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The doors of a running server, knocked at by the clients they were made for. */
@Tag("slow")
final class DoorsTest {

    private static final String SECRET = "sk_live_51HqLyjWDarjtT1zdp7dc9X";

    @TempDir
    static Path directory = Path.of("");

    private static DoorsServer doors;

    @BeforeAll
    static void start() throws IOException {
        doors = new DoorsServer(directory);
    }

    @AfterAll
    static void stop() {
        doors.close();
    }

    /** Remembers what it exports, so that it can be sent once more. */
    private static final class Twice implements SpanExporter {
        private final SpanExporter exporter;
        final List<SpanData> sent = new ArrayList<>();

        Twice(SpanExporter exporter) {
            this.exporter = exporter;
        }

        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
            sent.addAll(spans);
            return exporter.export(spans);
        }

        @Override
        public CompletableResultCode flush() {
            return exporter.flush();
        }

        @Override
        public CompletableResultCode shutdown() {
            return exporter.shutdown();
        }
    }

    private static HttpResponse<String> preflight(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(doors.url() + path))
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "authorization,content-type"));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    request.header("Origin", "https://app.example.com").build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    @Test
    void shouldLetPagesOfOtherOriginsSendToTheSegmentApiAlone() throws Exception {
        for (String path : List.of("/v1/t", "/v1/track", "/v1/batch/")) {
            HttpResponse<String> asked = preflight(path);
            assertThat(asked.statusCode()).as(path).isEqualTo(204);
            assertThat(asked.headers().map())
                    .containsEntry("access-control-allow-origin", List.of("*"))
                    .containsEntry("access-control-allow-methods", List.of("POST"))
                    .containsEntry("access-control-max-age", List.of("7200"));
            assertThat(asked.headers()
                            .firstValue("access-control-allow-headers")
                            .orElse(""))
                    .contains("Authorization", "Content-Type");
        }
        for (String path : List.of("/v1/events", "/v1/traces", "/api/v1/status", "/webhooks/stripe", "/")) {
            assertThat(preflight(path).headers().map().keySet())
                    .as(path)
                    .noneMatch(name -> name.startsWith("access-control"));
        }
        String key = Base64.getEncoder().encodeToString((doors.token() + ":").getBytes(StandardCharsets.UTF_8));
        for (String user : List.of(key, "eDo=")) {
            HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(doors.url() + "/v1/t"))
                    .POST(HttpRequest.BodyPublishers.ofString("{\"userId\":\"cors\",\"event\":\"Seen\"}"))
                    .header("Content-Type", "text/plain")
                    .header("Authorization", "Basic " + user));
            assertThat(answer.statusCode()).isEqualTo(user.equals(key) ? 202 : 401);
            assertThat(answer.headers().firstValue("access-control-allow-origin"))
                    .contains("*");
        }
        HttpResponse<String> read = send(HttpRequest.newBuilder(URI.create(doors.url() + "/api/v1/status"))
                .header("Authorization", "Bearer " + doors.token()));
        assertThat(read.statusCode()).isEqualTo(200);
        assertThat(read.headers().firstValue("access-control-allow-origin")).isEmpty();
    }

    @Test
    void shouldCountWhatTheOpenTelemetrySdkExportsAlsoWhenItIsSentTwice() throws IOException, InterruptedException {
        Twice exporter = new Twice(OtlpHttpSpanExporter.builder()
                .setEndpoint(doors.url() + "/v1/traces")
                .addHeader("Authorization", "Bearer " + doors.token())
                .setCompression("gzip")
                .build());
        try (SdkTracerProvider provider = SdkTracerProvider.builder()
                .addSpanProcessor(BatchSpanProcessor.builder(exporter).build())
                .build()) {
            Tracer tracer = provider.get("tests");
            for (int i = 0; i < 40; i++) {
                for (SpanKind kind : List.of(SpanKind.SERVER, SpanKind.CLIENT)) {
                    tracer.spanBuilder("GET /v1/orders/{id}")
                            .setSpanKind(kind)
                            .setAllAttributes(Attributes.builder()
                                    .put("http.request.method", "GET")
                                    .put("url.path", "/v1/orders/" + i)
                                    .put("http.response.status_code", i % 4 == 0 ? 500 : 200)
                                    .put("customer.id", "otel-customer")
                                    .build())
                            .startSpan()
                            .end();
                }
            }
            assertThat(provider.forceFlush().join(60, TimeUnit.SECONDS).isSuccess())
                    .isTrue();
            assertThat(exporter.sent).hasSize(80);
            CompletableResultCode again = exporter.exporter.export(List.copyOf(exporter.sent));
            assertThat(again.join(60, TimeUnit.SECONDS).isSuccess()).isTrue();
        }
        JsonNode signals = doors.await("otel-customer", "calls_total", 40).path("signals");
        assertThat(signals.path("calls_total").asInt()).isEqualTo(40);
        assertThat(signals.path("errors").asInt()).isEqualTo(10);
    }

    @Test
    void shouldAnswerOtlpInItsOwnWords() throws IOException, InterruptedException {
        String span = """
                {"resourceSpans":[{"scopeSpans":[{"spans":[{"kind":2,"startTimeUnixNano":"%d","attributes":[
                {"key":"http.request.method","value":{"stringValue":"GET"}},
                {"key":"http.response.status_code","value":{"intValue":"%s"}},
                {"key":"customer.id","value":{"stringValue":"otlp-json"}}]}]}]}]}""";
        long now = Instant.now().toEpochMilli() * 1_000_000;
        String[] json = {"Authorization", "Bearer " + doors.token(), "Content-Type", "application/json"};
        assertThat(doors.post("/v1/traces", span.formatted(now, 200), json).body())
                .isEqualTo("{}");
        HttpResponse<String> partial = doors.post("/v1/traces", span.formatted(now, 99), json);
        assertThat(partial.statusCode()).isEqualTo(200);
        assertThat(partial.body()).contains("\"rejectedSpans\":\"1\"").contains("status (99)");
        HttpResponse<String> garbage = doors.post(
                "/v1/traces",
                "garbage",
                "Authorization",
                "Bearer " + doors.token(),
                "Content-Type",
                "application/x-protobuf");
        assertThat(garbage.statusCode()).isEqualTo(400);
        assertThat(garbage.headers().firstValue("Content-Type")).contains("application/x-protobuf");
        assertThat(doors.post("/v1/logs", "{", json).statusCode()).isEqualTo(400);
        assertThat(doors.post(
                                "/v1/traces",
                                "{}",
                                "Authorization",
                                "Bearer " + doors.token(),
                                "Content-Type",
                                "text/plain")
                        .statusCode())
                .isEqualTo(415);
        assertThat(doors.post("/v1/traces", "{}", "Content-Type", "application/json")
                        .statusCode())
                .isEqualTo(401);
        byte[] cut = {0x1f, (byte) 0x8b, 8, 0, 0, 0};
        HttpResponse<String> broken = doors.post(
                "/v1/traces",
                cut,
                "Authorization",
                "Bearer " + doors.token(),
                "Content-Type",
                "application/x-protobuf",
                "Content-Encoding",
                "gzip");
        assertThat(broken.statusCode()).isEqualTo(400);
    }

    @Test
    void shouldCountWhatTheSegmentLibrarySends() throws IOException, InterruptedException {
        Analytics analytics = Analytics.builder(doors.token())
                .endpoint(doors.url())
                .flushInterval(1, TimeUnit.SECONDS)
                .build();
        analytics.enqueue(GroupMessage.builder("segment-co")
                .userId("segment-dev")
                .traits(Map.of("name", "Segment Co", "plan", "pro")));
        for (int i = 0; i < 25; i++) {
            analytics.enqueue(TrackMessage.builder("API Call")
                    .userId("segment-dev")
                    .context(Map.of("groupId", "segment-co"))
                    .properties(Map.of("method", "GET", "path", "/v1/a", "status", i % 5 == 0 ? 500 : 200)));
        }
        analytics.flush();
        doors.await("segment-co", "calls_total", 25);
        JsonNode customer = doors.awaitNamed("segment-co");
        analytics.shutdown();
        assertThat(customer.path("name").asString()).isEqualTo("Segment Co");
        assertThat(customer.path("tier").asString()).isEqualTo("pro");
        assertThat(customer.path("signals").path("calls_total").asInt()).isEqualTo(25);
        assertThat(customer.path("signals").path("errors").asInt()).isEqualTo(5);
        String wrong = Base64.getEncoder().encodeToString("no-token:".getBytes(StandardCharsets.UTF_8));
        assertThat(doors.post(
                                "/v1/batch",
                                "{\"batch\":[]}",
                                "Authorization",
                                "Basic " + wrong,
                                "Content-Type",
                                "application/json")
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void shouldRefuseAWriteKeyInTheBodyThatIsNoToken() throws IOException, InterruptedException {
        String type = "application/json";
        HttpResponse<String> wrong =
                doors.post("/v1/batch", "{\"writeKey\":\"none\",\"batch\":[]}", "Content-Type", type);
        HttpResponse<String> missing = doors.post("/v1/batch", "{\"batch\":[]}", "Content-Type", type);
        HttpResponse<String> right =
                doors.post("/v1/batch", "{\"writeKey\":\"" + doors.token() + "\",\"batch\":[]}", "Content-Type", type);
        assertThat(List.of(wrong.statusCode(), missing.statusCode(), right.statusCode()))
                .containsExactly(401, 401, 202);
    }

    @Test
    void shouldTakeWhatRudderStacksLibraryCallsAForm() throws IOException, InterruptedException {
        String body = """
                {"batch":[{"type":"track","event":"API Call","userId":"dev","messageId":"rudder-1","timestamp":"%s",\
                "context":{"groupId":"rudder-co"},"properties":{"method":"GET","path":"/a","status":200}}]}""".formatted(Instant.now());
        String basic = Base64.getEncoder().encodeToString((doors.token() + ":").getBytes(StandardCharsets.UTF_8));
        String[] headers = {"Authorization", "Basic " + basic, "Content-Type", "application/x-www-form-urlencoded"};
        assertThat(doors.post("/v1/batch", body, headers).statusCode()).isEqualTo(202);
        assertThat(doors.post("/v1/batch", "a=1&b=2", headers).statusCode()).isEqualTo(400);
        assertThat(doors.await("rudder-co", "calls_total", 1)
                        .path("signals")
                        .path("calls_total")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void shouldKeepNoSecret() throws Exception {
        String now = Instant.now().toString();
        doors.events("""
                {"time":"%s","customer_id":"discreet","api_key_id":"%s","method":"GET",\
                "uri":"/v1/%s/x?token=%s","status":200}""".formatted(now, SECRET, SECRET, SECRET), """
                {"type":"error","customer":"discreet","at":"%s","level":"error","title":"bad key %s"}""".formatted(now, SECRET));
        doors.post(
                "/v1/events",
                "{\"type\":\"api_call\",\"customer\":\"discreet\",\"key\":\"" + SECRET + "\"}",
                "Authorization",
                "Bearer " + doors.token(),
                "Content-Type",
                "application/x-ndjson");
        assertThat(doors.get("/api/v1/customers/discreet").toString()).doesNotContain("Darjt");
        try (Connection connection = doors.server().monitor().dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            List<String> tables = new ArrayList<>();
            try (ResultSet found =
                    statement.executeQuery("select tablename from pg_tables where schemaname = current_schema()")) {
                while (found.next()) {
                    tables.add(found.getString(1));
                }
            }
            assertThat(tables).contains("rejected", "customer");
            for (String table : tables) {
                assertThat(rows(statement, table)).as(table).doesNotContain("Darjt");
            }
        }
    }

    private static String rows(Statement statement, String table) throws SQLException {
        StringBuilder text = new StringBuilder();
        try (ResultSet rows = statement.executeQuery("select t::text from \"" + table + "\" t")) {
            while (rows.next()) {
                text.append(rows.getString(1)).append('\n');
            }
        }
        return text.toString();
    }
}
