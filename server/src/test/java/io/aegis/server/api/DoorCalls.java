package io.aegis.server.api;

import io.aegis.formats.mapping.Hmac;
import io.aegis.server.testing.TestServer;
import io.aegis.server.testing.TestServer.Answer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;

/** Calls of the doors for other people's formats, by their operations; each also with what they refuse. */
final class DoorCalls {

    /** Sources to add to the configuration. */
    static final String WEBHOOKS = """
              - {type: stripe, secret: whsec_described}
              - {type: chargebee, user: hook, password: described}
              - {type: sentry, secret: sentry-described}
              - {type: http, name: gateway, format: combined}
            """;

    private static final long SECONDS = Instant.parse("2025-11-01T10:05:00Z").getEpochSecond();
    private static final String JSON = "application/json";
    private static final String PROTOBUF = "application/x-protobuf";

    private final TestServer server;

    DoorCalls(TestServer server) {
        this.server = server;
    }

    Map<String, List<Supplier<Answer>>> all() {
        Map<String, List<Supplier<Answer>>> calls = new TreeMap<>();
        calls.put("exportTraces", telemetry("/v1/traces", "resourceSpans", "scopeSpans", "spans"));
        calls.put("exportLogs", telemetry("/v1/logs", "resourceLogs", "scopeLogs", "logRecords"));
        calls.put(
                "sendBatch",
                List.of(
                        () -> post("/v1/batch", "{\"batch\":[" + message("track") + "," + message("page") + "]}", JSON),
                        () -> post("/v1/import", "{\"batch\":[" + message("track") + "]}", JSON),
                        () -> post("/v1/b", "{\"batch\":[" + message("track") + "]}", "text/plain"),
                        () -> post("/v1/batch", "{\"batch\":[{\"type\":\"song\",\"userId\":\"u\"}]}", JSON),
                        () -> post("/v1/batch", "{\"batch\":7}", JSON),
                        () -> post("/v1/batch", "{}", "text/csv"),
                        () -> server.get("/v1/batch")));
        calls.put("sendMessage", messages());
        calls.put("sendAccessLog", accessLog());
        calls.put("stripeWebhook", stripe());
        calls.put("chargebeeWebhook", chargebee());
        calls.put("sentryWebhook", sentry());
        return calls;
    }

    private List<Supplier<Answer>> telemetry(String path, String resource, String scope, String records) {
        String body = """
                {"%s":[{"%s":[{"%s":[{"kind":2,"startTimeUnixNano":"%d000000000","timeUnixNano":"%d000000000","attributes":[
                {"key":"http.request.method","value":{"stringValue":"GET"}},
                {"key":"http.response.status_code","value":{"intValue":"%s"}},
                {"key":"customer.id","value":{"stringValue":"steady"}}]}]}]}]}""";
        String good = body.formatted(resource, scope, records, SECONDS, SECONDS, "200");
        String bad = body.formatted(resource, scope, records, SECONDS, SECONDS, "99");
        return List.of(
                () -> post(path, good, JSON),
                () -> post(path + "/", good, JSON),
                () -> post(path, bad, JSON),
                () -> post(path, "", PROTOBUF),
                () -> post(path, "garbage", PROTOBUF),
                () -> post(path, "{", JSON),
                () -> post(path, good, "text/plain"),
                () -> post(path, good, JSON, "Content-Encoding", "gzip"),
                () -> post(path, good, JSON, "Content-Encoding", "deflate"),
                () -> server.get(path));
    }

    private static String message(String type) {
        return """
                {"type":"%s","userId":"steady-dev","groupId":"steady","event":"API Call","name":"Docs",
                "timestamp":"2025-11-01T10:05:00Z","previousId":"before","traits":{"name":"Steady Ltd"},
                "properties":{"method":"GET","path":"/v1/a","status":200}}""".formatted(type);
    }

    private List<Supplier<Answer>> messages() {
        List<Supplier<Answer>> calls = new ArrayList<>();
        for (String call : List.of("track", "identify", "group", "page", "screen", "alias")) {
            calls.add(() -> taken(post("/v1/" + call, message(call), JSON)));
            calls.add(() -> taken(post("/v1/" + call.charAt(0), message(call), JSON)));
        }
        calls.add(() -> post("/v1/track", "[]", JSON));
        calls.add(() -> post("/v1/group", "{\"userId\":\"x\"}", "text/csv"));
        return calls;
    }

    private static Answer taken(Answer answer) {
        if (answer.status() != 202) {
            throw new AssertionError("not taken: " + answer);
        }
        return answer;
    }

    private List<Supplier<Answer>> accessLog() {
        String path = "/v1/access-logs/gateway";
        String line = "10.1.2.3 - steady [01/Nov/2025:10:05:00 +0000] \"GET /v1/a HTTP/1.1\" 200 1 \"-\" \"-\"";
        String record = "{\"message\":" + JsonMapper.shared().writeValueAsString(line) + "}";
        return List.of(
                () -> taken(post(path, line, "text/plain")),
                () -> taken(post(path, record + "\n" + record, "application/x-ndjson", "Idempotency-Key", "lines")),
                () -> post(path, record, "application/x-ndjson", "Idempotency-Key", "lines"),
                () -> taken(post(path, "[" + record + "]", JSON)),
                () -> taken(post(path, line + "\nnothing", "application/x-www-form-urlencoded")),
                () -> post(path, "nothing", "text/plain"),
                () -> post(path, "[", JSON),
                () -> post(path, line, "text/csv"),
                () -> post("/v1/access-logs/none", line, "text/plain"),
                () -> server.get(path));
    }

    private List<Supplier<Answer>> stripe() {
        String path = "/webhooks/stripe";
        String failed = """
                {"id":"evt_described","object":"event","type":"invoice.payment_failed","created":%d,"data":{"object":
                {"id":"in_1","customer":"steady","currency":"eur","amount_due":990}}}""".formatted(SECONDS);
        String thin = "{\"id\":\"evt_2\",\"object\":\"v2.core.event\",\"created\":\"2025-11-01T10:05:00Z\"}";
        return List.of(
                () -> taken(post(path, failed, JSON, "Stripe-Signature", signature(failed))),
                () -> taken(post(path, failed, JSON, "Stripe-Signature", signature(failed))),
                () -> taken(post(path, thin, JSON, "Stripe-Signature", signature(thin))),
                () -> post(path, "{}", JSON, "Stripe-Signature", signature("{}")),
                () -> post(path, failed, JSON),
                () -> server.get(path));
    }

    private static String signature(String body) {
        long now = Instant.now().getEpochSecond();
        return "t=" + now + ",v1=" + hex("whsec_described", now + "." + body);
    }

    private static String hex(String secret, String text) {
        return HexFormat.of().formatHex(Hmac.sha256(secret, text.getBytes(StandardCharsets.UTF_8)));
    }

    private List<Supplier<Answer>> chargebee() {
        String path = "/webhooks/chargebee";
        String right = "Basic " + Base64.getEncoder().encodeToString("hook:described".getBytes(StandardCharsets.UTF_8));
        String changed = """
                {"id":"ev_described","event_type":"subscription_changed","occurred_at":%d,"content":{"subscription":
                {"customer_id":"steady","plan_id":"pro","status":"active"}}}""".formatted(SECONDS);
        return List.of(
                () -> taken(post(path, changed, JSON, "Authorization", right)),
                () -> post(path, changed, JSON, "Authorization", "Basic eDp5"),
                () -> post(path, "[", JSON, "Authorization", right),
                () -> post("/webhooks/paddle", "{}", JSON));
    }

    private List<Supplier<Answer>> sentry() {
        String path = "/webhooks/sentry";
        String error = """
                {"action":"created","data":{"error":{"event_id":"e1","datetime":"2025-11-01T10:05:00Z","title":"boom",
                "tags":[["customer_id","steady"]]}}}""";
        String installed = "{\"action\":\"created\",\"data\":{\"installation\":{\"uuid\":\"a\"}}}";
        return List.of(
                () -> taken(sentry(path, error, "error", error)),
                () -> taken(sentry(path, installed, "installation", installed)),
                () -> sentry(path, error, "error", installed),
                () -> sentry(path, "{}", "error", "{}"));
    }

    private Answer sentry(String path, String body, String resource, String signed) {
        return post(
                path,
                body,
                JSON,
                "Sentry-Hook-Resource",
                resource,
                "Sentry-Hook-Signature",
                hex("sentry-described", signed));
    }

    private Answer post(String path, String body, String contentType, String... headers) {
        HttpRequest.Builder request = server.request(path).header("Content-Type", contentType);
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return server.send(request.POST(BodyPublishers.ofString(body)));
    }
}
