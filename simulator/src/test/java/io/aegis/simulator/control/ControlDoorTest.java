package io.aegis.simulator.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.simulator.delivery.EventLines;
import io.aegis.simulator.delivery.Target;
import io.aegis.simulator.run.CycleLog;
import io.aegis.simulator.run.OrderFile;
import io.aegis.simulator.run.Plan;
import io.aegis.simulator.run.Simulation;
import io.aegis.simulator.run.Steering;
import io.aegis.simulator.truth.Episode;
import io.aegis.simulator.world.Population;
import io.aegis.simulator.world.WorldSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A run is steered through the door as a page does it, and what was caused is part of the world from then on. */
final class ControlDoorTest {

    private static final WorldSettings SETTINGS = new WorldSettings(
            7,
            Instant.parse("2025-11-01T00:00:00Z").toEpochMilli(),
            86_400_000L,
            21 * 86_400_000L,
            Population.usual(40));

    @TempDir
    private Path directory;

    private final HttpClient client = HttpClient.newHttpClient();

    /** Keeps the lines that are no ticks. */
    private static final class Lines implements Target {
        private final List<String> lines = new ArrayList<>();

        @Override
        public synchronized void send(EventLines body) {
            for (String line : new String(body.copy(), StandardCharsets.UTF_8).split("\n")) {
                if (!line.contains("\"tick\"")) {
                    lines.add(line);
                }
            }
        }

        synchronized List<String> all() {
            return List.copyOf(lines);
        }

        @Override
        public void close() {}
    }

    private static CycleLog silent() {
        return new CycleLog(
                new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8), Clock.systemUTC());
    }

    private HttpResponse<String> send(ControlDoor door, String token, String method, String path, String body)
            throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + door.port() + path))
                        .header("Authorization", "Bearer " + token)
                        .method(method, BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private JsonNode good(ControlDoor door, String method, String path, String body)
            throws IOException, InterruptedException {
        HttpResponse<String> answer = send(door, "secret", method, path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new JsonMapper().readTree(answer.body());
    }

    private Instant now(ControlDoor door) throws IOException, InterruptedException {
        return Instant.parse(good(door, "GET", "/state", "").path("now").asString());
    }

    @Test
    void shouldPauseSpeedUpAndCauseAndBeTheSameWorldWhenRunAgain() throws Exception {
        Path file = directory.resolve("orders.ndjson");
        Lines lines = new Lines();
        Steering steering = new Steering();
        AtomicBoolean stop = new AtomicBoolean();
        Plan plan = new Plan(SETTINGS, 2_000, 8, true);
        AtomicReference<List<Episode>> truth = new AtomicReference<>(List.of());
        try (ControlDoor door = ControlDoor.open(0, "secret", steering)) {
            steering.pause(true);
            Simulation simulation = new Simulation(plan, lines, silent(), stop::get, steering, OrderFile.of(file));
            Thread run = Thread.ofPlatform().start(() -> {
                simulation.run(-1, "");
                truth.set(simulation.truth());
            });
            assertThat(send(door, "guess", "GET", "/state", "").statusCode()).isEqualTo(401);
            Instant before = now(door);
            Thread.sleep(200);
            assertThat(now(door)).as("paused world").isEqualTo(before);
            assertThat(good(door, "POST", "/pace", "{\"paused\":false,\"speed\":50}")
                            .path("speed")
                            .asDouble())
                    .isEqualTo(50);
            assertThat(send(door, "secret", "POST", "/pace", "{\"speed\":1000}").statusCode())
                    .isEqualTo(409);
            while (good(door, "GET", "/state", "").path("cycle").asLong() < 1) {
                Thread.sleep(5);
            }
            good(door, "POST", "/pace", "{\"speed\":10}");
            JsonNode spike = good(
                    door, "POST", "/incidents", "{\"what\":\"error_spike\",\"customer\":\"bigcorp-ltd\",\"cycles\":2}");
            good(door, "POST", "/incidents", "{\"what\":\"silence\",\"customer\":\"example-corp\",\"cycles\":1}");
            good(door, "POST", "/incidents", "{\"what\":\"platform_outage\"}");
            assertThat(send(door, "secret", "POST", "/incidents", "{\"what\":\"growth\",\"customer\":\"nobody\"}")
                            .body())
                    .contains("no customer 'nobody'");
            assertThat(send(door, "secret", "POST", "/incidents", "{\"what\":\"flood\"}")
                            .body())
                    .contains("platform_outage");
            JsonNode told = good(door, "GET", "/truth", "");
            assertThat(told.path("items")).isNotEmpty();
            run.join(60_000);
            assertThat(run.isAlive()).isFalse();
            assertThat(truth.get())
                    .anySatisfy(one -> {
                        assertThat(one.customer()).isEqualTo("bigcorp-ltd");
                        assertThat(one.kind()).isEqualTo(Episode.ERRORS);
                        assertThat(Instant.ofEpochMilli(one.onsetMillis()))
                                .isEqualTo(Instant.parse(spike.path("onset").asString()));
                    })
                    .anySatisfy(one -> assertThat(one.kind()).isEqualTo(Episode.SILENCE))
                    .anySatisfy(one -> assertThat(one.kind()).isEqualTo(Episode.PLATFORM_INCIDENT));
        }
        Lines again = new Lines();
        new Simulation(new Plan(SETTINGS, 0, 8, true), again, silent(), () -> false, new Steering(), OrderFile.of(file))
                .run(-1, "");
        assertThat(again.all()).hasSameSizeAs(lines.all()).isEqualTo(lines.all());
        Lines without = new Lines();
        new Simulation(new Plan(SETTINGS, 0, 8, true), without, silent(), () -> false).run(-1, "");
        assertThat(without.all()).isNotEqualTo(lines.all());
    }
}
