package io.aegis.e2e;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Customers of a test, told through the public door in source time; time goes on only when a test says so. */
final class World {

    private static final Instant START = Instant.parse("2025-11-01T00:00:00Z");

    private final Api api;
    private final List<String> lines = new ArrayList<>();
    private Instant now = START;

    World(Api api) {
        this.api = api;
    }

    Instant now() {
        return now;
    }

    /** A customer with a name, a subscription and a key. */
    World customer(String id, String name, String tier) {
        add("customer", id, "\"name\":%s,\"owner\":\"mia\"".formatted(quoted(name)));
        add("subscription", id, "\"tier\":\"%s\",\"status\":\"active\",\"mrr\":1200".formatted(tier));
        add("api_key", id, "\"key\":\"ak_1\",\"action\":\"issued\"");
        return this;
    }

    /** Calls within the last minutes, failing ones with status 422. */
    World calls(String id, String route, int good, int failing) {
        for (int call = 0; call < good + failing; call++) {
            Instant at = now.minusMillis(call * 100L);
            add(
                    at,
                    "api_call",
                    id,
                    "\"method\":\"POST\",\"route\":%s,\"status\":%d,\"latency_ms\":%d"
                            .formatted(quoted(route), call < failing ? 422 : 200, 90 + call % 40));
        }
        return this;
    }

    /** Time goes on by so much. */
    World pass(Duration time) {
        now = now.plus(time);
        lines.add("{\"type\":\"tick\",\"at\":\"%s\"}".formatted(now));
        return this;
    }

    /** Sends what has been told since. */
    World send() {
        String body = String.join("\n", lines);
        lines.clear();
        try {
            HttpResponse<String> response = api.send(api.request("/v1/events")
                    .header("Content-Type", "application/x-ndjson")
                    .POST(BodyPublishers.ofString(body))
                    .build());
            if (response.statusCode() != 202
                    || Api.json(response.body()).get("rejected").asInt() > 0) {
                throw new AssertionError("events answered " + response.statusCode() + ": " + response.body());
            }
        } catch (IOException fault) {
            throw new AssertionError("events cannot be sent: " + fault, fault);
        }
        return this;
    }

    private void add(String type, String customer, String fields) {
        add(now, type, customer, fields);
    }

    private void add(Instant at, String type, String customer, String fields) {
        lines.add("{\"type\":\"%s\",\"customer\":%s,\"at\":\"%s\",%s}".formatted(type, quoted(customer), at, fields));
    }

    private static String quoted(String text) {
        return Api.quoted(text);
    }
}
