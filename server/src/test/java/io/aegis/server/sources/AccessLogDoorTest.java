package io.aegis.server.sources;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.server.processing.TimeMode;
import io.aegis.server.security.Scope;
import io.aegis.server.security.Tokens;
import io.aegis.server.testing.TestServer;
import io.aegis.server.testing.TestServer.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Access logs that are posted count as those that are followed do. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AccessLogDoorTest {

    private static final String GATEWAY = "/v1/access-logs/gateway";
    private static final String PLAIN = "/v1/access-logs/plain";

    private TestServer server;

    @BeforeAll
    void start(@TempDir Path data, @TempDir Path other) throws IOException {
        Path config = Files.writeString(other.resolve("aegis.yaml"), """
            sources:
              - {type: http, name: gateway, format: nginx-json}
              - {type: http, name: shipped, format: json-lines}
              - {type: http, name: nobodys, format: json-lines}
              - {type: http, name: plain, mapping: {customer: remote_user, routes: ["/v1/orders/{order}"]}}
            """);
        server = TestServer.closed(data, TimeMode.WALL, config);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private Answer post(String path, byte[] body, String... headers) {
        HttpRequest.Builder request = server.request(path).POST(BodyPublishers.ofByteArray(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return server.send(request);
    }

    private Answer post(String path, String body, String... headers) {
        return post(path, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    private static String json(String customer, int number) {
        return """
            {"time":"%s","customer_id":"%s","request_id":"%s-%d","method":"GET","uri":"/v1/a","status":200}
            """.formatted(Instant.now(), customer, customer, number);
    }

    private static String combined(String customer) {
        String time = DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT)
                .withZone(ZoneOffset.UTC)
                .format(Instant.now());
        return "10.1.2.3 - " + customer + " [" + time + "] \"GET /v1/orders/7?x=1 HTTP/1.1\" 500 1 \"-\" \"-\"\n";
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private int awaitCalls(String customer, int calls) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        int found;
        do {
            found = server.get("/api/v1/customers/" + customer)
                    .json()
                    .path("signals")
                    .path("calls_total")
                    .asInt(0);
        } while (found < calls && System.nanoTime() < deadline);
        return found;
    }

    @Test
    void shouldShowALogInWhichNothingTellsOfACall() {
        String path = "/v1/access-logs/shipped";
        String record = "{\"message\":\"{\\\"level\\\":\\\"info\\\"}\"}";
        String type = "application/x-ndjson";
        assertThat(post(path, record, "Content-Type", type).status()).isEqualTo(202);
        assertThat(post(path, record + "\n" + record, "Content-Type", type).status())
                .isEqualTo(202);
        assertThat(source("shipped").path("trouble").asString())
                .startsWith("none of the 3 records received so far tells of a call, the first is {")
                .endsWith("name its fields under mapping: method, status");
        assertThat(post(path, json("shipped-co", 1), "Content-Type", type).status())
                .isEqualTo(202);
        assertThat(source("shipped").path("trouble").isNull()).isTrue();
        String logs = """
            {"resourceLogs":[{"scopeLogs":[{"logRecords":[{"timeUnixNano":"1795342513000000000",
            "attributes":[{"key":"level","value":{"stringValue":"info"}}]}]}]}]}\
            """;
        assertThat(post("/v1/logs", logs, "Content-Type", "application/json").status())
                .isEqualTo(200);
        assertThat(server.get("/api/v1/sources").body())
                .contains("tells of a call, the first is a record with the fields level; name its fields");
    }

    @Test
    void shouldSayThatNoCallNamesACustomer() {
        String record =
                "{\"time\":\"%s\",\"method\":\"GET\",\"uri\":\"/\",\"status\":200,\"who\":{\"name\":\"acme\"}}\n"
                        .formatted(Instant.now());
        assertThat(post("/v1/access-logs/nobodys", record.repeat(20)).status()).isEqualTo(202);
        assertThat(source("nobodys").path("trouble").asString())
                .isEqualTo("none of 20 calls names a customer; fields seen: time, method, uri, status, who.name; set"
                        + " mapping: customer");
        assertThat(server.awaitFirst("/api/v1/unattributed?source=nobodys")).isEmpty();
        assertThat(post("/v1/access-logs/nobodys", json("somebody", 1)).status())
                .isEqualTo(202);
        assertThat(source("nobodys").path("trouble").isNull()).isTrue();
    }

    private JsonNode source(String name) {
        for (JsonNode item : server.get("/api/v1/sources").json().path("items")) {
            if (item.path("name").asString().equals(name)) {
                return item;
            }
        }
        throw new AssertionError("no source " + name);
    }

    @Test
    void shouldCountALineWithAnIdOnceHoweverItIsSent() throws Exception {
        String lines = json("ids", 1) + json("ids", 2) + json("ids", 3);
        assertThat(post(GATEWAY, lines, "Content-Type", "application/x-www-form-urlencoded")
                        .json()
                        .path("accepted")
                        .asInt())
                .isEqualTo(3);
        assertThat(post(GATEWAY, lines).status()).isEqualTo(202);
        assertThat(post(GATEWAY, gzip(lines), "Content-Encoding", "gzip", "Content-Type", "application/x-ndjson")
                        .status())
                .isEqualTo(202);
        assertThat(post(GATEWAY, "[" + json("ids", 3) + "," + json("ids", 4) + "]", "Content-Type", "application/json")
                        .status())
                .isEqualTo(202);
        assertThat(post(GATEWAY, json("ids", 5)).status()).isEqualTo(202);
        assertThat(awaitCalls("ids", 5)).isEqualTo(5);
    }

    @Test
    void shouldCountARequestOnceByItsKey() throws Exception {
        String lines = combined("keyed") + combined("keyed");
        assertThat(post(PLAIN, lines, "Idempotency-Key", "one").header("Idempotent-Replayed"))
                .isEmpty();
        assertThat(post(PLAIN, lines, "Idempotency-Key", "one").header("Idempotent-Replayed"))
                .isEqualTo("true");
        assertThat(post(PLAIN, combined("keyed"), "Idempotency-Key", "one").status())
                .isEqualTo(422);
        assertThat(post(PLAIN, combined("keyed"), "Idempotency-Key", " ").status())
                .isEqualTo(400);
        assertThat(post(PLAIN, combined("keyed")).status()).isEqualTo(202);
        assertThat(awaitCalls("keyed", 3)).isEqualTo(3);
        assertThat(server.get("/api/v1/customers/keyed").body()).contains("/v1/orders/{order}");
    }

    @Test
    void shouldShowWhatTheSourceBroughtAndKeepWhatItRefused() {
        JsonNode before = source("plain");
        assertThat(before.path("type").asString()).isEqualTo("http");
        Answer answer = post(PLAIN, combined("seen") + "nothing of a log\n" + combined("seen"));
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body()).contains("\"accepted\":2,\"rejected\":1", "\"line\":2", "(combined)");
        assertThat(post(PLAIN, "{\"message\":\"nothing of a log\"}").status()).isEqualTo(400);
        JsonNode after = source("plain");
        assertThat(after.path("accepted").asInt())
                .isEqualTo(before.path("accepted").asInt() + 2);
        assertThat(after.path("rejected").asInt())
                .isEqualTo(before.path("rejected").asInt() + 2);
        server.awaitFirst("/api/v1/rejected");
        assertThat(server.get("/api/v1/rejected").body()).contains("nothing of a log", "\"plain\"");
    }

    @Test
    void shouldShowABodyOfWhichNothingWasTakenUntilOneIsTaken() throws IOException {
        byte[] packed = gzip(combined("cut"));
        byte[] cut = Arrays.copyOf(packed, packed.length - 9);
        assertThat(post(PLAIN, cut, "Content-Encoding", "gzip").status()).isEqualTo(400);
        assertThat(source("plain").path("trouble").asString()).matches("a body was refused at 20.+Z \\(400\\): .+");
        assertThat(post(PLAIN, combined("cut"), "Content-Type", "text/csv").status())
                .isEqualTo(415);
        assertThat(source("plain").path("trouble").asString()).contains("(415)", "text/csv");
        assertThat(server.get("/sources").body()).contains("(415)");
        assertThat(post(PLAIN, combined("cut")).status()).isEqualTo(202);
        assertThat(source("plain").path("trouble").isNull()).isTrue();
    }

    @Test
    void shouldTakeLinesOfATokensOwnSourceOnly() {
        String bound =
                new Tokens(server.server().monitor().dataSource()).create("bound", Scope.parse("ingest"), "plain");
        String reader = server.token("reader", "read");
        assertThat(as(bound, PLAIN).status()).isEqualTo(202);
        assertThat(as(bound, GATEWAY).status()).isEqualTo(403);
        assertThat(as(bound, GATEWAY).body()).contains("bound to the source (plain)");
        assertThat(as(reader, PLAIN).status()).isEqualTo(403);
        assertThat(as("none", PLAIN).status()).isEqualTo(401);
        assertThat(post("/v1/access-logs/unknown", combined("bound")).status()).isEqualTo(404);
        assertThat(post("/v1/access-logs", combined("bound")).status()).isEqualTo(404);
        assertThat(post(PLAIN, combined("bound"), "Content-Type", "text/plain; charset=ISO-8859-1")
                        .status())
                .isEqualTo(415);
        assertThat(post(PLAIN, new byte[] {'a', (byte) 0xff}).status()).isEqualTo(400);
        assertThat(post(PLAIN, new byte[] {0x1f, (byte) 0x8b, 8, 0}, "Content-Encoding", "gzip")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void shouldTellWhoseCurlTookTheLineEndsOut() {
        String form = "application/x-www-form-urlencoded";
        String stripped = (combined("curled") + combined("curled")).replace("\n", "");
        Answer refused = post(PLAIN, stripped, "Content-Type", form);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body()).contains("--data-binary");
        assertThat(post(GATEWAY, json("curled", 1).strip(), "Content-Type", form)
                        .status())
                .isEqualTo(202);
    }

    private Answer as(String token, String path) {
        return server.send(HttpRequest.newBuilder(server.uri(path))
                .header("Authorization", "Bearer " + token)
                .POST(BodyPublishers.ofString(combined("bound"))));
    }
}
