package io.aegis.e2e;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * One request at a door, with what it is to have told about its customer however often it comes.
 *
 * @param signal of the customer that it moves; empty where it moves none
 * @param headers names and values in turn
 */
record Knock(String path, List<String> headers, String body, String customer, String signal, int value) {

    /** Sources and their secrets for these. */
    static final String SOURCES = """
            sources:
              - {type: otlp}
              - {type: segment}
              - {type: http, name: gateway, format: combined}
              - {type: http, name: nginx, format: nginx-json}
              - {type: stripe, secret: whsec_knock}
              - {type: chargebee, user: hook, password: knock}
              - {type: sentry, secret: sentry-knock}
            """;

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final int CALLS = 3;
    private static final String NDJSON = "application/x-ndjson";
    private static final String JSON = "application/json";

    /** One at each door, for customers of their own whose names begin so. */
    static List<Knock> atEachDoor(String name, String token) {
        String bearer = "Bearer " + token;
        String basic = "Basic " + Base64.getEncoder().encodeToString((token + ":").getBytes(StandardCharsets.UTF_8));
        Instant now = Instant.now();
        return List.of(
                calls(
                        "/v1/events",
                        NDJSON,
                        bearer,
                        "",
                        events(name + "-events", "\"id\":\"%s-%d\",", now),
                        name + "-events"),
                calls("/v1/events", NDJSON, bearer, name, events(name + "-keyed", "", now), name + "-keyed"),
                calls("/v1/traces", JSON, bearer, "", otlp("Spans", name + "-spans", now), name + "-spans"),
                calls("/v1/logs", JSON, bearer, "", otlp("Logs", name + "-logs", now), name + "-logs"),
                calls("/v1/batch", JSON, basic, "", segment(name + "-segment", now), name + "-segment"),
                calls("/v1/access-logs/nginx", "text/plain", bearer, "", lines(name + "-lines", now), name + "-lines"),
                stripe(name + "-stripe", now),
                chargebee(name + "-chargebee", now),
                sentry(name + "-sentry", now));
    }

    private static Knock calls(
            String path, String type, String authorization, String key, String body, String customer) {
        List<String> headers = key.isEmpty()
                ? List.of("Content-Type", type, "Authorization", authorization)
                : List.of("Content-Type", type, "Authorization", authorization, "Idempotency-Key", key);
        return new Knock(path, headers, body, customer, "calls_total", CALLS);
    }

    private static String each(String separator, java.util.function.IntFunction<String> text) {
        return IntStream.range(0, CALLS).mapToObj(text).collect(Collectors.joining(separator));
    }

    private static String events(String customer, String id, Instant at) {
        return each(
                "\n",
                i -> ("{\"type\":\"api_call\"," + id.formatted(customer, i) + "\"customer\":\"" + customer
                        + "\",\"at\":\"" + at + "\",\"method\":\"GET\",\"route\":\"/v1/a\",\"status\":200}"));
    }

    private static String otlp(String kind, String customer, Instant at) {
        long nanos = at.toEpochMilli() * 1_000_000;
        String name = HexFormat.of().toHexDigits(customer.hashCode());
        String ids = kind.equals("Spans") ? "\"traceId\":\"" + name.repeat(4) + "\",\"kind\":2," : "";
        return "{\"resource" + kind + "\":[{\"scope" + kind + "\":[{\"" + (ids.isEmpty() ? "logRecords" : "spans")
                + "\":["
                + each(
                        ",",
                        i -> "{" + ids + (ids.isEmpty() ? "" : "\"spanId\":\"0000000%d%s\",".formatted(i + 1, name))
                                + """
                                "startTimeUnixNano":"%1$d","timeUnixNano":"%1$d","attributes":[
                                {"key":"http.request.method","value":{"stringValue":"GET"}},
                                {"key":"http.response.status_code","value":{"intValue":200}},
                                {"key":"customer.id","value":{"stringValue":"%2$s"}}]}""".formatted(nanos, customer))
                + "]}]}]}";
    }

    private static String segment(String customer, Instant at) {
        return "{\"batch\":[" + each(",", i -> """
                        {"type":"track","event":"API Call","userId":"dev","messageId":"%1$s-%2$d","timestamp":"%3$s",
                        "context":{"groupId":"%1$s"},"properties":{"method":"GET","path":"/a","status":200}}""".formatted(customer, i, at)) + "]}";
    }

    private static String lines(String customer, Instant at) {
        return each(
                "\n",
                i ->
                        "{\"time\":\"%1$s\",\"customer_id\":\"%2$s\",\"request_id\":\"%2$s-%3$d\",\"method\":\"GET\",\"uri\":\"/a\",\"status\":200}"
                                .formatted(at, customer, i));
    }

    private static Knock stripe(String customer, Instant at) {
        String body = """
                {"id":"evt_%1$s","object":"event","type":"invoice.payment_failed","created":%2$d,"data":{"object":
                {"id":"in_%1$s","customer":"%1$s","currency":"eur","amount_due":990}}}""".formatted(customer, at.getEpochSecond());
        String signature = "t=" + at.getEpochSecond() + ",v1=" + hmac("whsec_knock", at.getEpochSecond() + "." + body);
        return new Knock(
                "/webhooks/stripe", List.of("Stripe-Signature", signature), body, customer, "failed_payments", 1);
    }

    private static Knock chargebee(String customer, Instant at) {
        String body = """
                {"id":"ev_%1$s","event_type":"payment_failed","occurred_at":%2$d,"content":{"customer":{"id":"%1$s"},
                "invoice":{"id":"%1$s","customer_id":"%1$s"},"transaction":{"id":"t_%1$s","customer_id":"%1$s",\
                "amount":990,"currency_code":"EUR","status":"failure"}}}""".formatted(customer, at.getEpochSecond());
        String basic = Base64.getEncoder().encodeToString("hook:knock".getBytes(StandardCharsets.UTF_8));
        return new Knock(
                "/webhooks/chargebee",
                List.of("Authorization", "Basic " + basic),
                body,
                customer,
                "failed_payments",
                1);
    }

    private static Knock sentry(String customer, Instant at) {
        String body = """
                {"action":"created","data":{"error":{"event_id":"%1$s","datetime":"%2$s","level":"error","title":"boom",
                "tags":[["customer_id","%1$s"]]}}}""".formatted(customer, at);
        List<String> headers =
                List.of("Sentry-Hook-Resource", "error", "Sentry-Hook-Signature", hmac("sentry-knock", body));
        return new Knock("/webhooks/sentry", headers, body, customer, "", 0);
    }

    private static String hmac(String secret, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    /** The status of the answer; 0 where there was none. */
    int at(String address) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + path))
                .timeout(Duration.ofSeconds(30))
                .POST(BodyPublishers.ofString(body));
        for (int i = 0; i < headers.size(); i += 2) {
            request.header(headers.get(i), headers.get(i + 1));
        }
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString()).statusCode();
        } catch (IOException cut) {
            return 0;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
