package io.aegis.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What real libraries and requests at every door send counts once: sent twice, with the server killed between. */
@Tag("slow")
final class ClientsTest {

    private static final int CALLS = 50;
    private static final int ROUNDS = 2;

    @TempDir
    private Path directory;

    @Test
    void shouldCountOnceWhatIsSentTwiceOverAKill() throws IOException, InterruptedException {
        Files.writeString(directory.resolve("aegis.yaml"), Knock.SOURCES);
        try (Server server = Server.start(directory, "wall", "--config", "aegis.yaml");
                Recorder recorder = Recorder.before(server.url())) {
            List<Knock> answered = Knock.atEachDoor("answered", server.token());
            List<Knock> cut = Stream.iterate(0, i -> i < ROUNDS, i -> i + 1)
                    .flatMap(i -> Knock.atEachDoor("cut" + i, server.token()).stream())
                    .toList();
            introduce(server, answered, cut);
            SetUp setUp = SetUp.of(server, recorder.address());
            Node.send(setUp.environment(), setUp.text("segment"), CALLS);
            assertThat(setUp.curl("curl", directory)).contains("\"accepted\":1,\"rejected\":0");
            Files.copy(
                    Program.root().resolve("e2e/src/test/resources/documentation/access.log"),
                    directory.resolve("access.log"));
            assertThat(setUp.curl("access-log", directory)).contains("\"accepted\":400,\"rejected\":0");
            // As often as it comes: its lines have no ids, and curl gave no key.
            recorder.forget("/v1/access-logs/gateway");
            for (Knock knock : answered) {
                assertThat(knock.at(recorder.address())).as(knock.path()).isBetween(200, 202);
            }
            assertThat(recorder.taken("/v1/logs"))
                    .as("exports of log records, which bear no ids")
                    .isGreaterThan(2);
            assertThat(killWhileSending(server, cut))
                    .as("answers before the kill")
                    .isPositive();
            server.restartMillis();
            // A start is noted without moving the tables; what is told now moves them, so that they can be waited for.
            introduce(server, answered, List.of());
            long events = events(server);
            recorder.again();
            assertThat(events(server)).as("events after all was sent again").isEqualTo(events);
            assertThat(cut.parallelStream().map(knock -> knock.at(server.url())))
                    .allMatch(status -> status == 200 || status == 202);
            events = events(server);
            assertThat(cut.parallelStream().map(knock -> knock.at(server.url())))
                    .allMatch(status -> status == 200 || status == 202);
            assertThat(events(server)).as("events after all was sent again").isEqualTo(events);
            assertCounts(server, Stream.concat(answered.stream(), cut.stream()).toList());
        }
    }

    /** Webhooks make no customers. */
    private static void introduce(Server server, List<Knock> answered, List<Knock> cut) {
        server.api()
                .post(
                        "/v1/events",
                        Stream.concat(answered.stream(), cut.stream())
                                .filter(knock -> knock.path().startsWith("/webhooks"))
                                .map(knock -> "{\"type\":\"customer\",\"customer\":\"%s\",\"at\":\"%s\"}"
                                        .formatted(knock.customer(), Instant.now()))
                                .collect(Collectors.joining(",", "[", "]")));
    }

    /** Kills the server as soon as the first is answered; how many were. */
    private static int killWhileSending(Server server, List<Knock> knocks) throws InterruptedException {
        AtomicInteger answers = new AtomicInteger();
        List<Future<?>> sending = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Knock knock : knocks) {
                sending.add(threads.submit(() -> {
                    if (knock.at(server.url()) != 0) {
                        answers.incrementAndGet();
                    }
                }));
            }
            while (answers.get() == 0 && sending.stream().anyMatch(each -> !each.isDone())) {
                Thread.sleep(1);
            }
            server.running().kill();
        }
        return answers.get();
    }

    private static long events(Server server) {
        server.api().settle();
        return server.api().get("/api/v1/status").path("counts").path("events").asLong();
    }

    private static void assertCounts(Server server, List<Knock> knocks) {
        Map<String, String> wanted = new TreeMap<>();
        for (String library : List.of("js-spans", "js-logs", "js-segment")) {
            wanted.put(library, CALLS + " calls_total, " + CALLS / 10 + " errors");
        }
        Map<String, String> found = new TreeMap<>();
        wanted.keySet().forEach(customer -> {
            JsonNode signals = signals(server, customer);
            found.put(
                    customer,
                    signals.path("calls_total").asInt() + " calls_total, "
                            + signals.path("errors").asInt() + " errors");
        });
        for (Knock knock : knocks) {
            if (!knock.signal().isEmpty()) {
                wanted.put(knock.customer(), knock.value() + " " + knock.signal());
                found.put(
                        knock.customer(),
                        signals(server, knock.customer()).path(knock.signal()).asInt() + " " + knock.signal());
            }
        }
        assertThat(found).isEqualTo(wanted);
    }

    private static JsonNode signals(Server server, String customer) {
        return server.api().get("/api/v1/customers/" + customer).path("signals");
    }
}
