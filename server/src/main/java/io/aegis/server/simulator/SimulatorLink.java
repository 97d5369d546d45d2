package io.aegis.server.simulator;

import io.aegis.server.http.Problem;
import io.aegis.server.http.ProblemException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Asks and orders the simulator. Safe for any thread. */
public final class SimulatorLink {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration CONNECT_MAX = Duration.ofMillis(500);
    private static final Duration GLANCE_MAX = Duration.ofSeconds(1);
    private static final Duration ANSWER_MAX = Duration.ofSeconds(25);
    private static final long FRESH_NANOS = 1_000_000_000L;

    private final @Nullable SimulatorAddress address;
    private final HttpClient client;
    private volatile @Nullable Glance last;

    private record Glance(@Nullable SimulatorState state, long nanos) {}

    /** @param address null for a server without a simulator */
    public SimulatorLink(@Nullable SimulatorAddress address) {
        this.address = address;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_MAX)
                .build();
    }

    /** What was caused: from when to when, at whom; null for all. */
    public record Caused(String kind, @Nullable String customer, Instant onset, Instant end) {}

    public boolean exists() {
        return address != null;
    }

    /** How it stood a second ago at most; null if there is none or it does not answer at once. */
    public @Nullable SimulatorState glance() {
        Glance known = last;
        if (address == null || (known != null && System.nanoTime() - known.nanos() < FRESH_NANOS)) {
            return known == null ? null : known.state();
        }
        SimulatorState state;
        try {
            state = state(send("GET", "/state", null, GLANCE_MAX));
        } catch (ProblemException silent) {
            state = null;
        }
        last = new Glance(state, System.nanoTime());
        return state;
    }

    /** @throws ProblemException 404 without a simulator, 503 if it does not answer */
    public SimulatorState state() {
        return state(send("GET", "/state", null, ANSWER_MAX));
    }

    /**
     * Changes what is not null.
     *
     * @throws ProblemException also 409 for a speed that it does not have
     */
    public SimulatorState pace(@Nullable Boolean paused, @Nullable Double speed) {
        ObjectNode body = JSON.createObjectNode();
        if (paused != null) {
            body.put("paused", paused);
        }
        if (speed != null) {
            body.put("speed", speed);
        }
        SimulatorState state = state(send("POST", "/pace", body, ANSWER_MAX));
        last = new Glance(state, System.nanoTime());
        return state;
    }

    /**
     * @param customer id; null for all
     * @param cycles how long; null for as long as is usual
     * @throws ProblemException also 409 if it cannot be caused there, with why
     */
    public Caused cause(String what, @Nullable String customer, @Nullable Double cycles) {
        ObjectNode body = JSON.createObjectNode();
        body.put("what", what);
        if (customer != null) {
            body.put("customer", customer);
        }
        if (cycles != null) {
            body.put("cycles", cycles);
        }
        JsonNode order = send("POST", "/incidents", body, ANSWER_MAX);
        return new Caused(
                order.path("kind").asString(), textOrNull(order, "customer"), at(order, "onset"), at(order, "end"));
    }

    /** What is and was true, the newest first. */
    public List<TrueEpisode> truth() {
        List<TrueEpisode> episodes = new ArrayList<>();
        for (JsonNode item : send("GET", "/truth", null, ANSWER_MAX).path("items")) {
            episodes.add(new TrueEpisode(
                    textOrNull(item, "customer"),
                    item.path("kind").asString(),
                    item.path("cause").asString(),
                    at(item, "onset"),
                    at(item, "end"),
                    item.path("lasts").asBoolean(),
                    item.path("severity").asDouble(),
                    item.path("provable").asBoolean()));
        }
        return episodes;
    }

    private static @Nullable String textOrNull(JsonNode node, String name) {
        return node.path(name).isString() ? node.path(name).asString() : null;
    }

    private static Instant at(JsonNode node, String name) {
        return Instant.parse(node.path(name).asString());
    }

    private static SimulatorState state(JsonNode node) {
        return new SimulatorState(
                node.path("seed").asLong(),
                node.path("paused").asBoolean(),
                node.path("speed").asDouble(),
                node.path("phase").asString(),
                at(node, "now"),
                node.path("cycle").asLong(),
                node.path("interval_ms").asLong(),
                node.path("lapse_ms").asLong(),
                node.path("customers").asInt(),
                node.path("caused").asInt());
    }

    private JsonNode send(String method, String path, @Nullable ObjectNode body, Duration patience) {
        SimulatorAddress there = address;
        if (there == null) {
            throw Problem.of(404, "This server has no simulator.\nStart one with ./aegis demo.")
                    .exception();
        }
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + there.port() + path))
                .timeout(patience)
                .header("Authorization", "Bearer " + there.token())
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString()))
                .build();
        try {
            HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
            JsonNode node = JSON.readTree(answer.body());
            if (answer.statusCode() == 200) {
                return node;
            }
            int status = answer.statusCode() == 409 ? 409 : 503;
            throw Problem.of(status, node.path("problem").asString() + ".\nChoose another one, or try again.")
                    .exception();
        } catch (IOException | JacksonException fault) {
            throw Problem.of(503, "The simulator does not answer.\nIt may still be starting; try again in a moment.")
                    .header("Retry-After", "2")
                    .exception();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw Problem.of(503, "The server is stopping.\nTry again later.").exception();
        }
    }
}
