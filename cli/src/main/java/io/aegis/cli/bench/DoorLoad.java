package io.aegis.cli.bench;

import io.aegis.cli.terminal.ServerAddress;
import io.aegis.cli.terminal.WorkFailure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Senders side by side that post batches to one door of a running server, each counted when it has been acknowledged. A
 * picocli mixin.
 */
final class DoorLoad {

    private static final int FAILS_ONE_IN = 50;

    @Mixin
    private BenchOptions options = new BenchOptions();

    @Mixin
    private ServerAddress server = new ServerAddress();

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Calls a request (default: 1000).")
    private int batch;

    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "8",
            description = "Senders side by side (default: 8).")
    private int connections;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "10",
            description = "How long a run lasts (default: 10).")
    private int seconds;

    @Option(names = "--customers", paramLabel = "N", defaultValue = "1000", description = "Customers (default: 1000).")
    private int customers;

    /** A body in the making. */
    interface Block {

        /** Adds a call, in the form of the door. */
        void append(int customer, long atMillis, boolean failed);

        /** What has been added, and begins anew. */
        byte[] take();
    }

    int customers() {
        return BenchOptions.atLeastOne("--customers", customers);
    }

    /**
     * Measures, and writes the result.
     *
     * @param unit what a call is there, in the singular
     * @param blocks makes the block of a sender, by its number from 0
     */
    void run(String benchmark, String unit, Wire.Target target, IntFunction<Block> blocks) throws InterruptedException {
        Result result = new Result(benchmark)
                .with("batch", BenchOptions.atLeastOne("--batch", batch))
                .with("connections", BenchOptions.atLeastOne("--connections", connections))
                .with("seconds", BenchOptions.atLeastOne("--seconds", seconds))
                .with("customers", customers())
                .with("runs", options.runs());
        Door door = Door.of(server);
        for (int run = 0; run <= options.runs(); run++) {
            Meter meter = new Meter();
            long[] micros = sendForAWhile(door, target, blocks);
            double elapsed = meter.seconds();
            if (run > 0) {
                Arrays.sort(micros);
                double calls = (double) micros.length * batch;
                result.add(unit + "s_per_second", unit + "s/s", calls / elapsed)
                        .add("answer_p50", "ms", micros[micros.length / 2] / 1000.0)
                        .add("answer_p99", "ms", micros[(int) (micros.length * 0.99)] / 1000.0)
                        .add("client_cpu_per_" + unit, "us", meter.cpuSeconds() * 1e6 / calls)
                        .add("behind_at_end", "records", (double) door.recordsBehind());
            }
        }
        options.results().write(result);
    }

    /** How many microseconds each answer took. */
    private long[] sendForAWhile(Door door, Wire.Target target, IntFunction<Block> blocks) throws InterruptedException {
        long until = System.nanoTime() + seconds * 1_000_000_000L;
        try (ExecutorService senders = Executors.newFixedThreadPool(connections)) {
            List<Future<List<Long>>> sent = new ArrayList<>();
            for (int number = 0; number < connections; number++) {
                int sender = number;
                sent.add(senders.submit(() -> {
                    try (Wire wire = Wire.to(server, target)) {
                        return send(door, wire, blocks.apply(sender), sender, until);
                    }
                }));
            }
            List<Long> all = new ArrayList<>();
            for (Future<List<Long>> each : sent) {
                all.addAll(each.get());
            }
            return all.stream().mapToLong(Long::longValue).toArray();
        } catch (ExecutionException failed) {
            throw new WorkFailure("a sender failed: " + failed.getCause(), failed);
        }
    }

    private List<Long> send(Door door, Wire wire, Block block, int sender, long until) {
        List<Long> micros = new ArrayList<>();
        for (int round = 0; System.nanoTime() < until; round++) {
            long at = door.nowMillis();
            for (int call = 0; call < batch; call++) {
                block.append((sender * 31 + round * batch + call) % customers, at, call % FAILS_ONE_IN == 0);
            }
            byte[] body = block.take();
            long from = System.nanoTime();
            wire.post(body);
            micros.add((System.nanoTime() - from) / 1000);
        }
        return micros;
    }
}
