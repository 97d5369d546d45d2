package io.aegis.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server, its PostgreSQL, or both are killed at random moments under load. */
final class KillTest {

    private static final long READY_MILLIS_MAX = 60_000;

    /** What is killed in a round. */
    private enum Victim {
        SERVER,
        DATABASE,
        BOTH
    }

    @TempDir
    private Path directory;

    @Test
    @Tag("slow")
    void shouldLoseAndDoubleNothingInAFewKills() {
        killRounds(6, 20251101);
    }

    @Test
    @Tag("long")
    void shouldLoseAndDoubleNothingInManyKills() {
        killRounds(60, System.nanoTime());
    }

    private void killRounds(int rounds, long seed) {
        Random random = new Random(seed);
        List<Long> restartMillis = new ArrayList<>();
        try (Server server = Server.start(directory, "wall")) {
            Traffic one = new Traffic(server.api(), "one", Instant.now().minusSeconds(3600));
            Traffic two = new Traffic(server.api(), "two", Instant.now().minusSeconds(3600));
            try (one;
                    two) {
                for (int round = 0; round < rounds; round++) {
                    long before = one.acknowledged();
                    Await.until(
                            "traffic flows in round " + round,
                            Duration.ofMinutes(1),
                            () -> one.acknowledged() > before);
                    Await.sleep(random.nextInt(1500));
                    restartMillis.add(kill(server, Victim.values()[round % 3]));
                }
            }
            assertThat(one.sentAgain() + two.sentAgain())
                    .as("requests cut by a kill")
                    .isPositive();
            for (Traffic traffic : List.of(one, two)) {
                for (int customer = 0; customer < 5; customer++) {
                    assertThat(traffic.known(customer))
                            .as("calls of a customer, seed %d", seed)
                            .isEqualTo(traffic.callsOfEachCustomer());
                }
            }
            assertThat(restartMillis)
                    .as("milliseconds until ready, seed %d", seed)
                    .allMatch(each -> each < READY_MILLIS_MAX);
        }
    }

    private static long kill(Server server, Victim victim) {
        ProcessHandle database = Machine.postgres(server.data())
                .orElseThrow(() -> new AssertionError("no PostgreSQL runs in " + server.data()));
        switch (victim) {
            case SERVER -> server.running().kill();
            case DATABASE -> {
                database.destroyForcibly();
                // Without its database the server ends by itself, or goes on with it restarted; both are right.
                long from = System.nanoTime();
                Await.until(
                        "the server ends or answers again",
                        Duration.ofMinutes(1),
                        () -> !server.running().isAlive() || server.api().get("/api/v1/status") != null);
                if (server.running().isAlive()) {
                    return (System.nanoTime() - from) / 1_000_000;
                }
            }
            case BOTH -> {
                database.destroyForcibly();
                server.running().kill();
            }
        }
        return server.restartMillis();
    }
}
