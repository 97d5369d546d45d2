package io.aegis.simulator.control;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.aegis.simulator.run.RunState;
import io.aegis.simulator.run.Simulation;
import io.aegis.simulator.run.Steering;
import io.aegis.simulator.truth.Episode;
import io.aegis.simulator.world.Planned;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Answers on loopback to whoever has the token: {@code GET /state}, {@code GET /truth}, {@code POST /pace} with {@code
 * paused} and {@code speed}, {@code POST /incidents} with {@code what}, {@code customer} (left out for all) and {@code
 * cycles}.
 */
public final class ControlDoor implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int BODY_BYTES_MAX = 10_000;
    private static final int EPISODES_MAX = 200;
    private static final long WAIT_SECONDS = 20;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final byte[] authorization;
    private final Steering steering;

    private ControlDoor(HttpServer server, String token, Steering steering) {
        this.server = server;
        this.authorization = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
        this.steering = steering;
    }

    /** @param port 0 for any free one */
    public static ControlDoor open(int port, String token, Steering steering) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        ControlDoor door = new ControlDoor(server, token, steering);
        server.setExecutor(door.threads);
        server.createContext("/", door::answer);
        server.start();
        return door;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String sent = exchange.getRequestHeaders().getFirst("Authorization");
            if (sent == null || !MessageDigest.isEqual(authorization, sent.getBytes(StandardCharsets.UTF_8))) {
                send(exchange, 401, problem("the token of this simulator is missing or wrong"));
                return;
            }
            String call =
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
            try {
                send(exchange, 200, carryOut(call, exchange));
            } catch (IllegalArgumentException | JacksonException refused) {
                send(exchange, 409, problem(String.valueOf(refused.getMessage())));
            } catch (IllegalStateException busy) {
                send(exchange, 503, problem(String.valueOf(busy.getMessage())));
            }
        }
    }

    private JsonNode carryOut(String call, HttpExchange exchange) throws IOException {
        return switch (call) {
            case "GET /state" -> state(asked(Simulation::state));
            case "GET /truth" ->
                truth(asked(simulation -> new Truth(simulation.state().nowMillis(), simulation.truth())));
            case "POST /pace" -> {
                JsonNode body = body(exchange);
                if (body.has("speed")) {
                    steering.speed(body.get("speed").asDouble(Double.NaN));
                }
                if (body.has("paused")) {
                    steering.pause(body.get("paused").asBoolean());
                }
                yield state(asked(Simulation::state));
            }
            case "POST /incidents" -> {
                JsonNode body = body(exchange);
                Incident what = Incident.of(body.path("what").asString(""));
                String customer = body.path("customer").asString("");
                double cycles = body.path("cycles").asDouble(Double.NaN);
                yield order(asked(simulation -> simulation.order(what.at(
                        customer.isEmpty() ? null : customer,
                        cycles,
                        simulation.state().settings().lapseMillis()))));
            }
            default -> throw new IllegalArgumentException("there is no %s here".formatted(call));
        };
    }

    private <T> T asked(Function<Simulation, T> question) {
        try {
            return steering.ask(question)
                    .orTimeout(WAIT_SECONDS, TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof IllegalArgumentException refused) {
                throw refused;
            }
            throw new IllegalStateException("the world is busy and did not answer: " + e.getMessage(), e);
        }
    }

    private static JsonNode body(HttpExchange exchange) throws IOException {
        byte[] bytes = exchange.getRequestBody().readNBytes(BODY_BYTES_MAX);
        return JSON.readTree(bytes);
    }

    private ObjectNode state(RunState run) {
        ObjectNode node = JSON.createObjectNode();
        node.put("seed", run.settings().seed());
        node.put("paused", steering.paused());
        node.put("speed", steering.speed());
        node.put("phase", run.cycle() == 0 ? "history" : "live");
        node.put("now", Instant.ofEpochMilli(run.nowMillis()).toString());
        node.put("cycle", run.cycle());
        node.put("interval_ms", run.intervalMillis());
        node.put("lapse_ms", run.settings().lapseMillis());
        node.put("customers", run.customers());
        node.put("caused", run.orders());
        return node;
    }

    private record Truth(long nowMillis, List<Episode> episodes) {}

    /** The newest first. */
    private static ObjectNode truth(Truth truth) {
        ObjectNode node = JSON.createObjectNode();
        node.put("now", Instant.ofEpochMilli(truth.nowMillis()).toString());
        ArrayNode items = node.putArray("items");
        truth.episodes().stream()
                .sorted(Comparator.comparingLong(Episode::onsetMillis).reversed())
                .limit(EPISODES_MAX)
                .forEach(episode -> {
                    ObjectNode item = items.addObject();
                    item.put("customer", episode.customer());
                    item.put("kind", episode.kind());
                    item.put("cause", episode.cause());
                    item.put(
                            "onset", Instant.ofEpochMilli(episode.onsetMillis()).toString());
                    item.put("end", Instant.ofEpochMilli(episode.endMillis()).toString());
                    item.put("lasts", episode.endMillis() >= truth.nowMillis());
                    item.put("severity", episode.severity());
                    item.put("calls_in_episode", episode.callsInEpisode());
                    item.put("provable", episode.countsForRecall());
                });
        return node;
    }

    private static ObjectNode order(Planned order) {
        ObjectNode node = JSON.createObjectNode();
        node.put("kind", order.kind());
        node.put("customer", order.customer());
        node.put("onset", Instant.ofEpochMilli(order.onsetMillis()).toString());
        node.put(
                "end",
                Instant.ofEpochMilli(order.onsetMillis() + order.durationMillis())
                        .toString());
        return node;
    }

    private static ObjectNode problem(String text) {
        return JSON.createObjectNode().put("problem", text);
    }

    private static void send(HttpExchange exchange, int status, JsonNode body) throws IOException {
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
