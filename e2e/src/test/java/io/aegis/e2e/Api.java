package io.aegis.e2e;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A program that talks to the server's HTTP interface. */
final class Api {

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final String base;
    private final @Nullable String token;

    Api(String base, @Nullable String token) {
        this.base = base;
        this.token = token;
    }

    HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofMinutes(1));
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    HttpResponse<String> send(HttpRequest request) throws IOException {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    JsonNode get(String path) {
        return answer(request(path).GET().build());
    }

    JsonNode post(String path, String json) {
        return answer(request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build());
    }

    void erase(String customer) {
        answer(request("/api/v1/customers/" + customer).DELETE().build());
    }

    private JsonNode answer(HttpRequest request) {
        HttpResponse<String> response;
        try {
            response = send(request);
        } catch (IOException fault) {
            throw new AssertionError(request.method() + " " + request.uri() + ": " + fault, fault);
        }
        if (response.statusCode() >= 300) {
            throw new AssertionError(request.method() + " " + request.uri() + " answered " + response.statusCode()
                    + ": " + response.body());
        }
        return JSON.readTree(response.body());
    }

    /** Every item of a list, page by page. */
    List<JsonNode> all(String path) {
        List<JsonNode> items = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = get(path + (path.contains("?") ? "&" : "?") + "limit=500"
                    + (cursor.isEmpty() ? "" : "&cursor=" + URLEncoder.encode(cursor, StandardCharsets.UTF_8)));
            page.get("items").forEach(items::add);
            JsonNode next = page.get("next");
            cursor = next == null || next.isNull() ? "" : next.asString();
        } while (!cursor.isEmpty());
        return items;
    }

    /** Waits until the tables hold all that was sent. */
    void settle() {
        long sent = status("position");
        Await.until("tables as far as " + sent, Duration.ofMinutes(1), () -> status("projected") >= sent);
    }

    private long status(String journal) {
        return get("/api/v1/status").path("journal").path(journal).asLong();
    }

    /** The whole history of interventions, a line each, in an order that does not depend on the run. */
    List<String> history() {
        settle();
        List<String> lines = new ArrayList<>();
        for (JsonNode item : all("/api/v1/interventions?status=all")) {
            lines.add(String.join(
                    " | ",
                    item.get("customer").asString(),
                    item.get("rule").asString(),
                    item.get("status").asString(),
                    item.get("opened_at").asString(),
                    String.valueOf(item.get("cleared_at")),
                    String.valueOf(item.get("reopenings")),
                    String.valueOf(item.get("reason")),
                    String.valueOf(item.get("end_reason"))));
        }
        lines.sort(null);
        return lines;
    }

    /** A text as JSON writes it. */
    static String quoted(String text) {
        return JSON.writeValueAsString(text);
    }

    /** An answer as it came. */
    String text(String path) {
        try {
            return send(request(path).GET().build()).body();
        } catch (IOException fault) {
            throw new AssertionError("GET " + path + ": " + fault, fault);
        }
    }

    static JsonNode json(String text) {
        return JSON.readTree(text);
    }
}
