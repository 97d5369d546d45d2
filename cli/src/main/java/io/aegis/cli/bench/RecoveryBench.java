package io.aegis.cli.bench;

import io.aegis.cli.terminal.WorkFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code aegis bench recovery}: a server of its own learns customers, is stopped in order (a cut of all of them), takes
 * events without a cut, and is killed; measured is the start after that.
 */
@Command(
        name = "recovery",
        mixinStandardHelpOptions = true,
        description = "Start after kill -9 until events are taken again, with events since the last cut.")
final class RecoveryBench implements Callable<Integer> {

    private static final int BATCH = 5_000;
    private static final int SENDERS = 4;
    /** Relatively prime to any population that is asked for, so that everyone's turn comes in a scattered order. */
    private static final long STRIDE = 7_368_787;

    @Mixin
    private BenchOptions options = new BenchOptions();

    @Option(
            names = "--customers",
            paramLabel = "N",
            defaultValue = "100000",
            description = "Customers, each in the last cut (default: ${DEFAULT-VALUE}).")
    private int customers;

    @Option(
            names = "--events",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "Events since the last cut (default: ${DEFAULT-VALUE}).")
    private int events;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Directory to work in, kept afterwards; without it a temporary one.")
    private @Nullable Path data;

    @Override
    public Integer call() throws InterruptedException {
        BenchOptions.atLeastOne("--customers", customers);
        BenchOptions.atLeastOne("--events", events);
        Result result = new Result("recovery").with("customers", customers).with("events", events);
        Path directory = data == null ? temporary() : data;
        try {
            measure(directory, result);
        } finally {
            if (data == null) {
                delete(directory);
            }
        }
        options.results().write(result);
        return 0;
    }

    private void measure(Path directory, Result result) throws InterruptedException {
        Path config = directory.resolve("aegis.yaml");
        Path data = directory.resolve("data");
        write(config, "journal:\n  checkpoint_every: 30s\n");
        String token = ServeProcess.token(data);
        int port = ServeProcess.freePort();
        options.notes().println("sending a call of each of " + customers + " customers");
        try (ServeProcess first = ServeProcess.start(data, config, port, token)) {
            first.awaitReady();
            send(first, customers);
        }
        write(config, "journal:\n  checkpoint_every: 999999h\n");
        ServeProcess killed = ServeProcess.start(data, config, port, token);
        try (killed) {
            result.add("start_after_orderly_stop", "s", killed.awaitReady());
            options.notes().println("sending " + events + " events without a cut");
            Meter meter = new Meter();
            send(killed, events);
            result.add("events_per_second", "events/s", events / meter.seconds());
            killed.kill();
        }
        try (ServeProcess again = ServeProcess.start(data, config, port, token)) {
            result.add("start_after_kill", "s", again.awaitReady());
            long known = Door.of(again.address())
                    .status()
                    .path("counts")
                    .path("events")
                    .asLong();
            if (known != (long) customers + events) {
                throw new WorkFailure("the server knows " + known + " events, " + (customers + events) + " were sent");
            }
        }
    }

    private void send(ServeProcess server, int count) throws InterruptedException {
        Door door = Door.of(server.address());
        AtomicInteger next = new AtomicInteger();
        try (ExecutorService senders = Executors.newFixedThreadPool(SENDERS)) {
            List<Future<?>> all = new ArrayList<>();
            for (int sender = 0; sender < SENDERS; sender++) {
                all.add(senders.submit(() -> sendSome(server, door, next, count)));
            }
            for (Future<?> each : all) {
                each.get();
            }
        } catch (ExecutionException failed) {
            throw new WorkFailure("a sender failed: " + failed.getCause(), failed);
        }
    }

    private void sendSome(ServeProcess server, Door door, AtomicInteger next, int count) {
        LineBlock block = new LineBlock();
        try (Wire wire = Wire.to(server.address(), Wire.Target.EVENTS)) {
            sendSome(door, wire, block, next, count);
        }
    }

    private void sendSome(Door door, Wire wire, LineBlock block, AtomicInteger next, int count) {
        for (int from = next.getAndAdd(BATCH); from < count; from = next.getAndAdd(BATCH)) {
            long at = door.nowMillis();
            for (int event = from; event < Math.min(count, from + BATCH); event++) {
                block.append((int) (event * STRIDE % customers), at, event % 50 == 0);
            }
            wire.post(block.take());
        }
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("aegis-recovery");
        } catch (IOException fault) {
            throw new UncheckedIOException("no temporary directory can be made", fault);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, text);
        } catch (IOException fault) {
            throw new UncheckedIOException(file + " cannot be written", fault);
        }
    }

    private static void delete(Path directory) {
        try (var tree = Files.walk(directory)) {
            for (Path path : tree.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException left) {
            throw new WorkFailure("the temporary directory (" + directory + ") could not be deleted: " + left, left);
        }
    }
}
