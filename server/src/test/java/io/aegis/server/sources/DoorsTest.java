package io.aegis.server.sources;

import static org.assertj.core.api.Assertions.assertThat;

import com.segment.analytics.Analytics;
import com.segment.analytics.messages.GroupMessage;
import com.segment.analytics.messages.TrackMessage;
import com.stripe.net.Webhook;
import io.aegis.formats.mapping.Hmac;
import io.aegis.server.RunningServer;
import io.aegis.server.ServerMain;
import io.aegis.server.ServerOptions;
import io.aegis.server.processing.TimeMode;
import io.aegis.server.security.Scope;
import io.aegis.server.security.Tokens;
import io.aegis.server.testing.TestData;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The doors of a running server, knocked at by the clients they were made for. */
@Tag("slow")
final class DoorsTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String SECRET = "sk_live_51HqLyjWDarjtT1zdp7dc9X";

    @TempDir
    static Path directory = Path.of("");

    private static RunningServer server;
    private static String token = "";

    @BeforeAll
    static void start() throws IOException {
        Path config = directory.resolve("aegis.yaml");
        Files.writeString(config, """
                sources:
                  - {type: stripe, secrets: [whsec_new, whsec_old], plans: {price_9: pro}}
                  - {type: stripe, name: stripe-eu, secret: whsec_eu, mapping: {customer: [metadata.tenant, customer]}}
                  - {type: chargebee, user: hook, password: secret}
                  - {type: sentry, secret: sentry-secret}
                  - {type: segment, name: product}
                """);
        Path data = directory.resolve("data");
        TestData.begin(data);
        server = ServerMain.start(new ServerOptions(0, true, data, null, TimeMode.WALL, false, config, null));
        token = new Tokens(server.monitor().dataSource()).create("tests", EnumSet.allOf(Scope.class), null);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static HttpResponse<String> post(String path, String body, String... headers)
            throws IOException, InterruptedException {
        return post(path, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    private static HttpResponse<String> post(String path, byte[] body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.url() + path))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + path))
                .header("Authorization", "Bearer " + token)
                .build();
        return JSON.readTree(
                HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }

    private static void events(String... lines) throws IOException, InterruptedException {
        HttpResponse<String> answer = post(
                "/v1/events",
                String.join("\n", lines),
                "Authorization",
                "Bearer " + token,
                "Content-Type",
                "application/x-ndjson");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    }

    private static JsonNode signals(String customer) throws IOException, InterruptedException {
        return get("/api/v1/customers/" + customer).path("signals");
    }

    /** The customer once a signal has reached a value; what is accepted shows within a second. */
    private static JsonNode await(String customer, String signal, int value) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (signals(customer).path(signal).asInt(0) < value && System.nanoTime() < deadline) {
            Thread.sleep(50);
        }
        return get("/api/v1/customers/" + customer);
    }

    /** The customer once its record shows: signals are evaluated at once, what a table holds within a second. */
    private static JsonNode awaitNamed(String customer) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        JsonNode found = get("/api/v1/customers/" + customer);
        while (List.of("", customer).contains(found.path("name").asString("")) && System.nanoTime() < deadline) {
            Thread.sleep(50);
            found = get("/api/v1/customers/" + customer);
        }
        return found;
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

    @Test
    void shouldCountWhatTheOpenTelemetrySdkExportsAlsoWhenItIsSentTwice() throws IOException, InterruptedException {
        Twice exporter = new Twice(OtlpHttpSpanExporter.builder()
                .setEndpoint(server.url() + "/v1/traces")
                .addHeader("Authorization", "Bearer " + token)
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
            assertThat(provider.forceFlush().join(20, TimeUnit.SECONDS).isSuccess())
                    .isTrue();
            assertThat(exporter.sent).hasSize(80);
            CompletableResultCode again = exporter.exporter.export(List.copyOf(exporter.sent));
            assertThat(again.join(20, TimeUnit.SECONDS).isSuccess()).isTrue();
        }
        JsonNode signals = await("otel-customer", "calls_total", 40).path("signals");
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
        String[] json = {"Authorization", "Bearer " + token, "Content-Type", "application/json"};
        assertThat(post("/v1/traces", span.formatted(now, 200), json).body()).isEqualTo("{}");
        HttpResponse<String> partial = post("/v1/traces", span.formatted(now, 99), json);
        assertThat(partial.statusCode()).isEqualTo(200);
        assertThat(partial.body()).contains("\"rejectedSpans\":\"1\"").contains("status (99)");
        HttpResponse<String> garbage = post(
                "/v1/traces", "garbage", "Authorization", "Bearer " + token, "Content-Type", "application/x-protobuf");
        assertThat(garbage.statusCode()).isEqualTo(400);
        assertThat(garbage.headers().firstValue("Content-Type")).contains("application/x-protobuf");
        assertThat(post("/v1/logs", "{", json).statusCode()).isEqualTo(400);
        assertThat(post("/v1/traces", "{}", "Authorization", "Bearer " + token, "Content-Type", "text/plain")
                        .statusCode())
                .isEqualTo(415);
        assertThat(post("/v1/traces", "{}", "Content-Type", "application/json").statusCode())
                .isEqualTo(401);
        byte[] cut = {0x1f, (byte) 0x8b, 8, 0, 0, 0};
        HttpResponse<String> broken = post(
                "/v1/traces",
                cut,
                "Authorization",
                "Bearer " + token,
                "Content-Type",
                "application/x-protobuf",
                "Content-Encoding",
                "gzip");
        assertThat(broken.statusCode()).isEqualTo(400);
    }

    @Test
    void shouldCountWhatTheSegmentLibrarySends() throws IOException, InterruptedException {
        Analytics analytics = Analytics.builder(token)
                .endpoint(server.url())
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
        await("segment-co", "calls_total", 25);
        JsonNode customer = awaitNamed("segment-co");
        analytics.shutdown();
        assertThat(customer.path("name").asString()).isEqualTo("Segment Co");
        assertThat(customer.path("tier").asString()).isEqualTo("pro");
        assertThat(customer.path("signals").path("calls_total").asInt()).isEqualTo(25);
        assertThat(customer.path("signals").path("errors").asInt()).isEqualTo(5);
        String wrong = Base64.getEncoder().encodeToString("no-token:".getBytes(StandardCharsets.UTF_8));
        assertThat(post(
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
        HttpResponse<String> wrong = post("/v1/batch", "{\"writeKey\":\"none\",\"batch\":[]}", "Content-Type", type);
        HttpResponse<String> missing = post("/v1/batch", "{\"batch\":[]}", "Content-Type", type);
        HttpResponse<String> right =
                post("/v1/batch", "{\"writeKey\":\"" + token + "\",\"batch\":[]}", "Content-Type", type);
        assertThat(List.of(wrong.statusCode(), missing.statusCode(), right.statusCode()))
                .containsExactly(401, 401, 202);
    }

    @Test
    void shouldTakeWhatRudderStacksLibraryCallsAForm() throws IOException, InterruptedException {
        String body = """
                {"batch":[{"type":"track","event":"API Call","userId":"dev","messageId":"rudder-1","timestamp":"%s",\
                "context":{"groupId":"rudder-co"},"properties":{"method":"GET","path":"/a","status":200}}]}""".formatted(Instant.now());
        String basic = Base64.getEncoder().encodeToString((token + ":").getBytes(StandardCharsets.UTF_8));
        String[] headers = {"Authorization", "Basic " + basic, "Content-Type", "application/x-www-form-urlencoded"};
        assertThat(post("/v1/batch", body, headers).statusCode()).isEqualTo(202);
        assertThat(post("/v1/batch", "a=1&b=2", headers).statusCode()).isEqualTo(400);
        assertThat(await("rudder-co", "calls_total", 1)
                        .path("signals")
                        .path("calls_total")
                        .asInt())
                .isEqualTo(1);
    }

    private static String stripe(String id, String type, String object) {
        return "{\"id\":\"%s\",\"object\":\"event\",\"type\":\"%s\",\"created\":%d,\"data\":{\"object\":%s}}"
                .formatted(id, type, Instant.now().getEpochSecond() - 5, object);
    }

    private static HttpResponse<String> stripe(String body, String secret, long ageSeconds)
            throws IOException, InterruptedException, GeneralSecurityException {
        return stripe("stripe", body, secret, ageSeconds);
    }

    private static HttpResponse<String> stripe(String source, String body, String secret, long ageSeconds)
            throws IOException, InterruptedException, GeneralSecurityException {
        long time = Instant.now().getEpochSecond() - ageSeconds;
        String signature = "t=" + time + ",v1=" + Webhook.Util.computeHmacSha256(secret, time + "." + body);
        return post("/webhooks/" + source, body, "Stripe-Signature", signature, "Content-Type", "application/json");
    }

    @Test
    void shouldKnowOneCompanyUnderFourIds() throws Exception {
        String now = Instant.now().toString();
        events("""
                {"type":"customer","customer":"four","at":"%s","name":"Four Ids","external_ids":{"stripe":"cus_S4",\
                "chargebee":"cb_4","sentry":"tag-4"},"keys":["key_four_1"]}""".formatted(now));
        events("""
                {"customer_id":"","api_key_id":"key_four_1","time":"%s","method":"GET","uri":"/v1/a","status":200}""".formatted(now).replace("\"customer_id\":\"\",", ""), """
                {"type":"api_call","customer":"four","at":"%s","method":"GET","route":"/v1/a","status":200}""".formatted(now));
        String invoice = "{\"id\":\"in_4\",\"customer\":\"cus_S4\",\"currency\":\"eur\",\"amount_due\":990}";
        String failed = stripe("evt_four", "invoice.payment_failed", invoice);
        assertThat(stripe(failed, "whsec_new", 0).statusCode()).isEqualTo(202);
        assertThat(stripe(failed, "whsec_old", 0).statusCode()).isEqualTo(202);
        String content = """
                {"id":"ev_4","occurred_at":%d,"event_type":"subscription_changed","content":{"subscription":{
                "customer_id":"cb_4","plan_id":"pro","status":"active","currency_code":"EUR","mrr":9900}}}""".formatted(Instant.now().getEpochSecond() - 3);
        String basic = Base64.getEncoder().encodeToString("hook:secret".getBytes(StandardCharsets.UTF_8));
        assertThat(post("/webhooks/chargebee", content, "Authorization", "Basic " + basic)
                        .statusCode())
                .isEqualTo(202);
        String error = """
                {"action":"created","data":{"error":{"event_id":"e4","datetime":"%s","level":"error","title":"boom",
                "tags":[["customer_id","tag-4"]]}}}""".formatted(now);
        String signature =
                HexFormat.of().formatHex(Hmac.sha256("sentry-secret", error.getBytes(StandardCharsets.UTF_8)));
        assertThat(post("/webhooks/sentry", error, "Sentry-Hook-Resource", "error", "Sentry-Hook-Signature", signature)
                        .statusCode())
                .isEqualTo(202);
        JsonNode four = await("four", "failed_payments", 1);
        assertThat(four.path("signals").path("failed_payments").asInt()).isEqualTo(1);
        assertThat(four.path("tier").asString()).isEqualTo("pro");
        assertThat(four.path("mrr").asDouble()).isEqualTo(99);
        assertThat(four.path("signals").path("calls_total").asInt()).isEqualTo(2);
        assertThat(get("/api/v1/customers?query=four").path("items").size()).isEqualTo(1);
    }

    private static JsonNode source(String name) throws IOException, InterruptedException {
        for (JsonNode item : get("/api/v1/sources").path("items").values()) {
            if (item.path("name").asString().equals(name)) {
                return item;
            }
        }
        throw new AssertionError("no source " + name);
    }

    @Test
    void shouldBringUsageAndPaymentsTogetherWhenTheLinkComesLast() throws Exception {
        String call = """
                {"type":"api_call","customer":"%s","at":"%s","method":"GET","route":"/v1/a","status":200%s}""";
        String own = call.formatted("late", Instant.now(), "");
        String keyed =
                call.formatted("", Instant.now(), ",\"key\":\"key_late_7\"").replace("\"customer\":\"\",", "");
        String invoice = "{\"id\":\"in_late%s\",\"customer\":\"cus_LATE\",\"currency\":\"eur\",\"amount_due\":990}";
        events(own, keyed);
        assertThat(stripe(stripe("evt_l1", "invoice.payment_failed", invoice.formatted(1)), "whsec_new", 0)
                        .statusCode())
                .isEqualTo(202);
        events("""
                {"type":"customer","customer":"late","at":"%s","external_ids":{"stripe":"cus_LATE"},"keys":["key_late_7"]}""".formatted(Instant.now()));
        events(own, keyed);
        assertThat(stripe(stripe("evt_l2", "invoice.payment_failed", invoice.formatted(2)), "whsec_new", 0)
                        .statusCode())
                .isEqualTo(202);
        JsonNode late = await("late", "failed_payments", 1);
        assertThat(late.path("signals").path("failed_payments").asInt())
                .as("what came before its link stays counted as nobody's")
                .isEqualTo(1);
        assertThat(await("late", "calls_total", 3)
                        .path("signals")
                        .path("calls_total")
                        .asInt())
                .isEqualTo(3);
        assertThat(get("/api/v1/customers?query=late").path("items").size()).isEqualTo(1);
    }

    @Test
    void shouldShowAWrongSigningSecretWhereTheSourceIsShown() throws Exception {
        String body = stripe("evt_w1", "invoice.payment_failed", "{\"id\":\"in_w\",\"customer\":\"cus_W\"}");
        assertThat(stripe("stripe-eu", body, "whsec_wrong", 0).statusCode()).isEqualTo(401);
        assertThat(source("stripe-eu").path("trouble").asString())
                .startsWith("a body was refused at 20")
                .contains("(401)", "Check the signing secret");
        assertThat(stripe("stripe-eu", body, "whsec_eu", 0).statusCode()).isEqualTo(202);
        assertThat(source("stripe-eu").path("trouble").isNull()).isTrue();
    }

    @Test
    void shouldKnowACustomerOfASecondAccountByTheIdThatItLearnedThere() throws Exception {
        events("{\"type\":\"customer\",\"customer\":\"second\",\"at\":\"%s\"}".formatted(Instant.now()));
        String made = "{\"id\":\"cus_EU\",\"object\":\"customer\",\"metadata\":{\"tenant\":\"second\"}}";
        String failed = "{\"id\":\"in_EU\",\"customer\":\"cus_EU\",\"currency\":\"eur\",\"amount_due\":990}";
        for (String delivery : List.of(
                stripe("evt_eu1", "customer.created", made), stripe("evt_eu2", "invoice.payment_failed", failed))) {
            assertThat(stripe("stripe-eu", delivery, "whsec_eu", 0).statusCode())
                    .isEqualTo(202);
        }
        JsonNode second = await("second", "failed_payments", 1);
        assertThat(second.path("signals").path("failed_payments").asInt()).isEqualTo(1);
    }

    private static String subscribed(String id, String status, long madeSecondsAgo) {
        String object = """
                {"id":"sub_o","object":"subscription","customer":"cus_O","status":"%s","items":{"data":[]}}""".formatted(status);
        return "{\"id\":\"%s\",\"object\":\"event\",\"type\":\"customer.subscription.updated\",\"created\":%d,\"data\":{\"object\":%s}}"
                .formatted(id, Instant.now().getEpochSecond() - madeSecondsAgo, object);
    }

    private static String invoice(String id, String type, long madeSecondsAgo) {
        return "{\"id\":\"%s\",\"object\":\"event\",\"type\":\"%s\",\"created\":%d,\"data\":{\"object\":{\"id\":\"in_o\",\"customer\":\"cus_O\",\"currency\":\"eur\",\"amount_due\":990,\"amount_paid\":990}}}"
                .formatted(id, type, Instant.now().getEpochSecond() - madeSecondsAgo);
    }

    @Test
    void shouldHoldToTheTimesInWebhooksNotToTheOrderOfTheirDelivery() throws Exception {
        events("""
                {"type":"customer","customer":"ordered","at":"%s","external_ids":{"stripe":"cus_O"}}""".formatted(Instant.now()));
        for (String delivery : List.of(
                subscribed("evt_o3", "active", 10),
                subscribed("evt_o1", "trialing", 90),
                subscribed("evt_o2", "past_due", 60),
                subscribed("evt_o3", "active", 10),
                invoice("evt_o6", "invoice.paid", 10),
                invoice("evt_o5", "invoice.payment_failed", 50),
                invoice("evt_o7", "invoice.payment_failed", 5),
                invoice("evt_o7", "invoice.payment_failed", 5),
                invoice("evt_o4", "invoice.paid", 70))) {
            assertThat(stripe(delivery, "whsec_new", 0).statusCode()).isEqualTo(202);
        }
        JsonNode signals = await("ordered", "failed_payments", 1).path("signals");
        assertThat(signals.path("subscription_status").asString()).isEqualTo("active");
        assertThat(signals.path("failed_payments").asInt()).isEqualTo(1);
    }

    @Test
    void shouldRefuseForgedOldAndUnknownWebhooks() throws Exception {
        String body = stripe("evt_x", "invoice.payment_failed", "{\"id\":\"in_x\"}");
        assertThat(stripe(body, "whsec_wrong", 0).statusCode()).isEqualTo(401);
        assertThat(stripe(body, "whsec_new", 400).statusCode()).isEqualTo(401);
        assertThat(post("/webhooks/stripe", body).statusCode()).isEqualTo(401);
        assertThat(post("/webhooks/chargebee", "{}", "Authorization", "Basic eDp5")
                        .statusCode())
                .isEqualTo(401);
        assertThat(post("/webhooks/sentry", "{}", "Sentry-Hook-Signature", "00").statusCode())
                .isEqualTo(401);
        assertThat(post("/webhooks/paddle", "{}").statusCode()).isEqualTo(404);
        assertThat(stripe("{\"a\":1}", "whsec_new", 0).statusCode()).isEqualTo(400);
    }

    @Test
    void shouldShowWhatEachSourceBringsAndKeepWhatIsNobodys() throws Exception {
        String stranger = "{\"id\":\"in_9\",\"customer\":\"cus_unknown\",\"currency\":\"eur\",\"amount_due\":990}";
        assertThat(stripe(stripe("evt_s", "invoice.payment_failed", stranger), "whsec_new", 0)
                        .statusCode())
                .isEqualTo(202);
        JsonNode stripe = JSON.nullNode();
        for (JsonNode item : get("/api/v1/sources").path("items").values()) {
            stripe = item.path("name").asString().equals("stripe") ? item : stripe;
        }
        assertThat(stripe.path("type").asString()).isEqualTo("stripe");
        assertThat(stripe.path("configured").asBoolean()).isTrue();
        assertThat(stripe.path("unattributed").asInt()).isGreaterThanOrEqualTo(1);
        assertThat(stripe.path("last_event_at").asString()).startsWith("20");
        JsonNode setups = get("/api/v1/sources/setup").path("items");
        assertThat(setups.toString()).contains(server.url() + "/v1/events");
        for (JsonNode setup : setups.values()) {
            assertThat(setup.path("hint").asString()).endsWith(".");
        }
        assertThat(get("/api/v1/customer?id=cus_unknown").path("status").asInt())
                .isEqualTo(404);
    }

    @Test
    void shouldKeepNoSecret() throws Exception {
        String now = Instant.now().toString();
        events("""
                {"time":"%s","customer_id":"discreet","api_key_id":"%s","method":"GET",\
                "uri":"/v1/%s/x?token=%s","status":200}""".formatted(now, SECRET, SECRET, SECRET), """
                {"type":"error","customer":"discreet","at":"%s","level":"error","title":"bad key %s"}""".formatted(now, SECRET));
        post(
                "/v1/events",
                "{\"type\":\"api_call\",\"customer\":\"discreet\",\"key\":\"" + SECRET + "\"}",
                "Authorization",
                "Bearer " + token,
                "Content-Type",
                "application/x-ndjson");
        assertThat(get("/api/v1/customers/discreet").toString()).doesNotContain("Darjt");
        try (Connection connection = server.monitor().dataSource().getConnection();
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
