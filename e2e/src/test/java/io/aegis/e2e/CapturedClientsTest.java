package io.aegis.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * What real clients sent, sent once more to the packaged program: the counts are those that were made when the requests
 * were recorded ({@code expected.json} beside them), also after each was sent again, over a kill of the server.
 */
@Tag("real")
final class CapturedClientsTest {

    private static final Path FIXTURES =
            Path.of(Objects.requireNonNull(System.getProperty("aegis.real"))).resolve("fixtures");
    private static final Duration SHOWN = Duration.ofSeconds(10);
    private static final List<String> OTLP = List.of(
            "otlp-node/traces-json",
            "otlp-node/logs-json",
            "otlp-node/traces-proto",
            "otlp-node/logs-proto",
            "otlp-node/traces-auto-instrumented-http",
            "otlp-javaagent/traces-1",
            "otlp-javaagent/traces-2");

    @TempDir
    Path directory;

    /** Calls and calls answered 5xx by customer. */
    private final Map<String, long[]> expected = new TreeMap<>();

    private static JsonNode expectedOf(String name) throws IOException {
        JsonNode found =
                Api.json(Files.readString(FIXTURES.resolve("expected.json"))).path(name);
        assertThat(found.isMissingNode()).as(name).isFalse();
        return found;
    }

    private Server start(String config) throws IOException {
        Files.writeString(directory.resolve("aegis.yaml"), config);
        return Server.start(directory, "wall", "--config", "aegis.yaml");
    }

    private static Capture.Reply send(Server server, String name) {
        return Capture.read(FIXTURES, name).send(server.port(), server.token());
    }

    private void expect(JsonNode customers) {
        customers.properties().forEach(customer -> {
            long[] counts = expected.computeIfAbsent(customer.getKey(), unseen -> new long[2]);
            counts[0] += customer.getValue().path("calls").asLong();
            counts[1] += customer.getValue().path("status_5xx").asLong();
        });
    }

    private void expect(String customer, int calls, int failed) {
        long[] counts = expected.computeIfAbsent(customer, unseen -> new long[2]);
        counts[0] += calls;
        counts[1] += failed;
    }

    private void awaitExpected(Server server, String after) {
        Map<String, String> wanted = new TreeMap<>();
        expected.forEach((customer, counts) -> wanted.put(customer, counts[0] + " calls, " + counts[1] + " failed"));
        Map<String, String> found = new TreeMap<>();
        try {
            Await.until("the counts after " + after, SHOWN, () -> {
                expected.keySet().forEach(customer -> found.put(customer, counts(server, customer)));
                return found.equals(wanted);
            });
        } catch (AssertionError late) {
            assertThat(found).as("counts after " + after).isEqualTo(wanted);
        }
    }

    private static String counts(Server server, String customer) {
        JsonNode usage = server.api()
                .get("/api/v1/customers/" + customer + "/usage?from=2026-11-20T00:00:00Z&to="
                        + Instant.now().plusSeconds(86_400) + "&step=1d");
        long failed = 0;
        for (JsonNode point : usage.path("items")) {
            failed += point.path("server_errors").asLong();
        }
        long calls = server.api()
                .get("/api/v1/customers/" + customer)
                .path("signals")
                .path("calls_total")
                .asLong();
        return calls + " calls, " + failed + " failed";
    }

    @Test
    void shouldCountWhatOpenTelemetrySentOnceAlsoWhenSentTwiceOverAKill() throws IOException {
        try (Server server = start("""
                sources:
                  - type: otlp
                    mapping: {customer: [customer.id, http.request.header.x-customer-id]}
                """)) {
            for (String name : OTLP) {
                Capture.Reply reply = send(server, name);
                assertThat(reply.status()).as(name).isEqualTo(200);
                assertThat(reply.contentType())
                        .as(name)
                        .startsWith(name.endsWith("json") ? "application/json" : "application/x-protobuf");
                expect(expectedOf(name).properties().stream()
                        .filter(property -> property.getKey().contains("by"))
                        .findFirst()
                        .orElseThrow()
                        .getValue());
                awaitExpected(server, name);
            }
            assertThat(send(server, "otlp-node/traces-proto-gzip-customer-on-resource")
                            .status())
                    .isEqualTo(200);
            expect("cus_alpha", 5, 0);
            server.running().kill();
            server.restartMillis();
            for (String name : OTLP) {
                assertThat(send(server, name).status()).as(name).isEqualTo(200);
            }
            awaitExpected(server, "each export was sent again after a kill");
        }
    }

    @Test
    void shouldCountWhatSegmentsLibrarySent() throws IOException {
        try (Server server = start("sources:\n  - type: segment\n")) {
            for (String name : List.of("segment/batch-1", "segment/batch-2")) {
                assertThat(send(server, name).status()).as(name).isEqualTo(202);
            }
            expect(expectedOf("segment/batch-1 + batch-2").path("API Call by context.groupId"));
            awaitExpected(server, "the batches");
            server.running().kill();
            server.restartMillis();
            for (String name : List.of("segment/batch-1", "segment/batch-2")) {
                assertThat(send(server, name).status()).as(name).isEqualTo(202);
            }
            awaitExpected(server, "the batches again");
            JsonNode alpha = server.api().get("/api/v1/customers/cus_alpha");
            assertThat(alpha.path("name").asString()).isEqualTo("CUS_ALPHA");
            assertThat(alpha.path("tier").asString()).isEqualTo("pro");
            for (String call : List.of("identify", "group", "track")) {
                assertThat(send(server, "segment/http-api-" + call).status())
                        .as(call)
                        .isEqualTo(202);
            }
            expect("cus_alpha", 1, 0);
            awaitExpected(server, "the single calls");
        }
    }

    @Test
    void shouldTakeAccessLogsPostedAndFollowed() throws IOException {
        for (String name : List.of("nginx-json.log", "nginx-timed.log", "kong-log.ndjson")) {
            Files.copy(FIXTURES.resolve("access-logs/" + name), directory.resolve(name));
        }
        String config = """
                sources:
                  - {type: file, name: json, path: "%1$s/nginx-json.log", format: nginx-json}
                  - {type: file, name: timed, path: "%1$s/nginx-timed.log", format: nginx-timed}
                  - {type: file, name: kong, path: "%1$s/kong-log.ndjson", format: kong}
                  - {type: http, name: json-posted, format: nginx-json}
                  - {type: http, name: timed-posted, format: nginx-timed}
                  - {type: http, name: kong-posted, format: kong}
                """.formatted(directory);
        try (Server server = start(config)) {
            expect(expectedOf("access-logs/nginx-json.log"));
            expect(expectedOf("access-logs/nginx-timed.log"));
            expect("cus_alpha", 1, 0);
            awaitExpected(server, "the files");
            for (String twice : List.of("first", "second")) {
                postFile(server, "json-posted", "nginx-json.log", twice);
                postFile(server, "timed-posted", "nginx-timed.log", "the same");
                postFile(server, "kong-posted", "kong-log.ndjson", twice);
            }
            expect(expectedOf("access-logs/nginx-json.log"));
            expect(expectedOf("access-logs/nginx-timed.log"));
            expect("cus_alpha", 1, 0);
            awaitExpected(server, "the files posted twice: by their request ids, or by the key of the request");
            assertThat(send(server, "access-logs/nginx-json-posted").status()).isEqualTo(202);
            expect(expectedOf("access-logs/nginx-json.log"));
            awaitExpected(server, "the same log posted, by a sender of its own");
            Capture.Reply again = send(server, "syslog-ng/batch");
            assertThat(again.status()).isEqualTo(202);
            assertThat(Api.json(again.body()).path("accepted").asInt()).isEqualTo(40);
        }
    }

    private void postFile(Server server, String source, String name, String key) throws IOException {
        HttpRequest request = server.api()
                .request("/v1/access-logs/" + source)
                .header("Idempotency-Key", source + " " + key)
                .POST(BodyPublishers.ofFile(directory.resolve(name)))
                .build();
        HttpResponse<String> answer = server.api().send(request);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(answer.body()).contains("\"rejected\":0");
    }

    @Test
    void shouldTakeCloudEventsInEachMode() throws IOException {
        try (Server server = start("sources: []\n")) {
            for (int time = 0; time < 2; time++) {
                for (String mode : List.of("structured", "binary", "batch")) {
                    assertThat(send(server, "cloudevents/" + mode).status())
                            .as(mode)
                            .isEqualTo(202);
                }
            }
            expect("cus_alpha", 3, 0);
            expect("cus_beta", 1, 1);
            expect("cus_gamma", 1, 0);
            awaitExpected(server, "three modes, each twice");
        }
    }

    @Test
    void shouldTakeWebhooksWithTheirSignatures() throws IOException {
        try (Server server = start("""
                plans: {price_1PgafmB7WZ01zgkW6dKueIc5: pro}
                sources:
                  - {type: stripe, secrets: [whsec_test_secret], tolerance: 36500d}
                  - {type: stripe, name: stripe-strict, secrets: [whsec_test_secret]}
                  - {type: stripe, name: stripe-rotated, secrets: [whsec_another_secret]}
                  - {type: chargebee, user: hook, password: secret}
                  - {type: chargebee, name: chargebee-other, user: hook, password: another}
                  - {type: sentry, secret: sentry-secret}
                """)) {
            server.api().post("/v1/events", """
                    [{"type":"customer","customer":"alpha","at":"2026-11-22T09:00:00Z","name":"Alpha",\
                    "external_ids":{"stripe":"cus_alpha","sentry":"cus_alpha"}},
                     {"type":"customer","customer":"beta","at":"2026-11-22T09:00:00Z","external_ids":{"chargebee":"cus_beta"}}]""");
            // The end comes first and the failed payment twice: state goes by the time in the event, not of delivery.
            for (String event : List.of(
                    "customer.subscription.deleted",
                    "invoice.payment_failed",
                    "customer.subscription.updated-past_due",
                    "invoice.payment_failed",
                    "customer.subscription.created",
                    "customer.created")) {
                assertThat(send(server, "stripe/" + event).status()).as(event).isEqualTo(202);
            }
            Capture failed = Capture.read(FIXTURES, "stripe/invoice.payment_failed");
            assertThat(failed.send(server.port(), "", "/webhooks/stripe-strict").status())
                    .isEqualTo(401);
            assertThat(failed.send(server.port(), "", "/webhooks/stripe-rotated")
                            .status())
                    .isEqualTo(401);
            awaitBilling(server, "alpha");
            for (String event : List.of("subscription_created", "payment_failed", "subscription_cancelled")) {
                Capture capture = Capture.read(FIXTURES, "chargebee/" + event);
                assertThat(capture.send(server.port(), "").status()).as(event).isEqualTo(202);
                assertThat(capture.send(server.port(), "").status()).as(event).isEqualTo(202);
                assertThat(capture.send(server.port(), "", "/webhooks/chargebee-other")
                                .status())
                        .isEqualTo(401);
            }
            awaitBilling(server, "beta");
            for (String event : List.of("error-signed", "event_alert-signed", "issue-signed")) {
                assertThat(send(server, "sentry/" + event).status()).as(event).isEqualTo(202);
            }
            assertThat(server.api().get("/api/v1/unattributed").toString()).contains("sentry");
            assertThat(server.api().all("/api/v1/customers")).hasSize(2);
        }
    }

    private static void awaitBilling(Server server, String customer) {
        List<String> found = new ArrayList<>();
        try {
            Await.until("what was billed to " + customer, SHOWN, () -> {
                JsonNode signals =
                        server.api().get("/api/v1/customers/" + customer).path("signals");
                found.clear();
                found.add(signals.path("failed_payments").asInt() + " failed");
                found.add(signals.path("subscription_status").asString("none"));
                return found.equals(List.of("1 failed", "canceled"));
            });
        } catch (AssertionError late) {
            assertThat(found).as(customer).containsExactly("1 failed", "canceled");
        }
    }
}
