package io.aegis.server.processing;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.codec.event.Line;
import io.aegis.server.projection.InterventionFilter;
import io.aegis.server.projection.InterventionRow;
import io.aegis.server.projection.Page;
import io.aegis.server.testing.TestData;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills the server's process, its PostgreSQL, and both, at random moments under load. */
final class CrashTest {

    private static final int CUSTOMERS = 40;
    private static final int HOURS = 48;

    @TempDir
    Path directory;

    @Test
    @Tag("slow")
    void shouldLoseAndDoubleNothingWhenKilled() throws Exception {
        killed(3, 11);
    }

    @Test
    @Tag("long")
    void shouldLoseAndDoubleNothingWhenKilledManyTimes() throws Exception {
        killed(Integer.getInteger("aegis.rounds", 20), 12);
    }

    private void killed(int rounds, long seed) throws Exception {
        TestData.begin(directory);
        List<List<Line>> history = Traffic.history(seed, CUSTOMERS, HOURS);
        Random random = new Random(seed);
        int acknowledged = -1;
        for (int round = 0; round < rounds; round++) {
            acknowledged = round(round, seed, acknowledged, history.size() - 1, random);
        }
        acknowledged = run(seed, acknowledged, Long.MAX_VALUE, Victim.NOBODY);
        assertThat(acknowledged).isEqualTo(history.size() - 1);
        try (Monitor monitor = Monitor.open(MonitorOptions.of(directory, TimeMode.SOURCE))) {
            assertThat(monitor.status().events()).isEqualTo(events(history));
            assertThat(calls(monitor)).isEqualTo(calls(history));
            assertThat(interventions(monitor)).extracting(Histories::line).isEqualTo(Histories.plain(history));
            assertThat(monitor.status().interventions().values().stream()
                            .flatMap(statuses -> statuses.values().stream())
                            .mapToLong(Long::longValue)
                            .sum())
                    .isEqualTo(interventions(monitor).size());
        }
    }

    private enum Victim {
        SERVER,
        DATABASE,
        BOTH,
        NOBODY
    }

    private int round(int round, long seed, int acknowledged, int last, Random random) throws Exception {
        // A few batches that were acknowledged are sent again, as by a client that did not hear.
        int from = Math.max(-1, Math.min(acknowledged, last) - 3);
        Victim victim = Victim.values()[round % 3];
        int reached = run(seed, from, 100 + random.nextInt(900), victim);
        return Math.max(acknowledged, reached);
    }

    /** Runs the program after a batch and kills the victim so many milliseconds after it is ready. */
    private int run(long seed, int from, long killAfterMillis, Victim victim) throws Exception {
        Instant begin = Instant.now();
        Process program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CrashProgram.class.getName(),
                        directory.toString(),
                        Long.toString(seed),
                        Integer.toString(CUSTOMERS),
                        Integer.toString(HOURS),
                        Integer.toString(from + 1))
                .redirectError(ProcessBuilder.Redirect.to(
                        directory.resolve("program.log").toFile()))
                .start();
        List<String> said = new ArrayList<>();
        Thread killer = null;
        try (BufferedReader lines = program.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null && !line.equals("done"); line = lines.readLine()) {
                said.add(line);
                if (line.equals("ready")) {
                    assertThat(Duration.between(begin, Instant.now()))
                            .as("time from the start to taking events again")
                            .isLessThan(Duration.ofMinutes(2));
                    killer = killer(program, killAfterMillis, victim);
                }
            }
        } catch (IOException e) {
            assertThat(victim).isNotEqualTo(Victim.NOBODY);
        }
        if (killer != null) {
            killer.join();
        }
        kill(program.pid());
        program.waitFor();
        assertThat(said).as("what the program said; its log: " + log()).contains("ready");
        return said.stream()
                .filter(line -> line.matches("\\d+"))
                .mapToInt(Integer::parseInt)
                .max()
                .orElse(from);
    }

    private Thread killer(Process program, long afterMillis, Victim victim) {
        return Thread.ofPlatform().start(() -> {
            try {
                if (victim == Victim.NOBODY) {
                    return;
                }
                Thread.sleep(afterMillis);
                if (victim != Victim.SERVER) {
                    kill(postgres());
                }
                if (victim == Victim.DATABASE) {
                    // It has to go on by itself: give it the time, then end the round.
                    Thread.sleep(3_000);
                }
                kill(program.pid());
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private long postgres() throws IOException {
        return Long.parseLong(Files.readAllLines(directory.resolve("pg/data/postmaster.pid"))
                .getFirst()
                .trim());
    }

    private static void kill(long pid) throws IOException, InterruptedException {
        new ProcessBuilder("/bin/sh", "-c", "kill -KILL " + pid)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private String log() throws IOException {
        return Files.readString(directory.resolve("program.log"));
    }

    private static long events(List<List<Line>> history) {
        return history.stream()
                .flatMap(List::stream)
                .filter(line -> line instanceof io.aegis.codec.event.PublicEvent)
                .count();
    }

    private static long calls(List<List<Line>> history) {
        return history.stream()
                .flatMap(List::stream)
                .filter(line -> line instanceof io.aegis.codec.event.PublicEvent event
                        && event.fact() instanceof io.aegis.engine.event.ApiCall)
                .count();
    }

    /** Counted by the engine for each customer, and once more by the hourly series. */
    private static long calls(Monitor monitor) {
        long total = 0;
        long hourly = 0;
        for (int i = 0; i < CUSTOMERS; i++) {
            total += monitor.customers().byId("c" + i).orElseThrow().row().callsTotal();
            hourly += monitor
                    .usage()
                    .series(
                            "c" + i,
                            Instant.ofEpochMilli(Traffic.START),
                            Instant.ofEpochMilli(Traffic.START + 3 * Traffic.DAY),
                            Duration.ofHours(1))
                    .stream()
                    .mapToLong(point -> point.calls())
                    .sum();
        }
        assertThat(hourly).isEqualTo(total);
        return total;
    }

    private static List<InterventionRow> interventions(Monitor monitor) {
        List<InterventionRow> all = new ArrayList<>();
        String cursor = null;
        do {
            Page<InterventionRow> page = monitor.interventions().page(InterventionFilter.ALL, "opened_at", cursor, 500);
            all.addAll(page.items());
            cursor = page.next();
        } while (cursor != null);
        return all;
    }
}
