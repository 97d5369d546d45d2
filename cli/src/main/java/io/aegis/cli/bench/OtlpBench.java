package io.aegis.cli.bench;

import io.aegis.cli.terminal.ServerAddress;
import io.aegis.cli.terminal.WorkFailure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code aegis bench otlp}: export requests over HTTP to a running server, each counted when it has been acknowledged. */
@Command(
        name = "otlp",
        mixinStandardHelpOptions = true,
        description =
                "OTLP server spans a second (protobuf) that a running server takes durably; this process is the load generator.")
final class OtlpBench implements Callable<Integer> {

    @Mixin
    private BenchOptions options = new BenchOptions();

    @Mixin
    private ServerAddress server = new ServerAddress();

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Spans a request (default: 1000).")
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

    @Override
    public Integer call() throws InterruptedException {
        BenchOptions.atLeastOne("--batch", batch);
        BenchOptions.atLeastOne("--connections", connections);
        BenchOptions.atLeastOne("--seconds", seconds);
        BenchOptions.atLeastOne("--customers", customers);
        Door door = Door.of(server);
        Result result = new Result("otlp")
                .with("batch", batch)
                .with("connections", connections)
                .with("seconds", seconds)
                .with("customers", customers)
                .with("runs", options.runs());
        for (int run = 0; run <= options.runs(); run++) {
            Meter meter = new Meter();
            long[] micros = sendForAWhile(door);
            double elapsed = meter.seconds();
            if (run > 0) {
                Arrays.sort(micros);
                result.add("spans_per_second", "spans/s", (double) micros.length * batch / elapsed)
                        .add("answer_p50", "ms", micros[micros.length / 2] / 1000.0)
                        .add("answer_p99", "ms", micros[(int) (micros.length * 0.99)] / 1000.0)
                        .add("client_cpu_per_span", "us", meter.cpuSeconds() * 1e6 / ((double) micros.length * batch))
                        .add("behind_at_end", "records", (double) door.recordsBehind());
            }
        }
        options.results().write(result);
        return 0;
    }

    private long[] sendForAWhile(Door door) throws InterruptedException {
        long until = System.nanoTime() + seconds * 1_000_000_000L;
        try (ExecutorService senders = Executors.newFixedThreadPool(connections)) {
            List<Future<List<Long>>> sent = new ArrayList<>();
            for (int sender = 0; sender < connections; sender++) {
                int offset = sender;
                sent.add(senders.submit(() -> send(door, offset, until)));
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

    private List<Long> send(Door door, int offset, long until) {
        List<Long> micros = new ArrayList<>();
        SpanBlock block = new SpanBlock(customers, new SplittableRandom(System.nanoTime() + offset));
        try (Wire wire = Wire.to(server, Wire.Target.SPANS)) {
            send(door, wire, block, offset, until, micros);
        }
        return micros;
    }

    private void send(Door door, Wire wire, SpanBlock block, int offset, long until, List<Long> micros) {
        for (int round = 0; System.nanoTime() < until; round++) {
            long at = door.nowMillis();
            for (int span = 0; span < batch; span++) {
                block.append((offset * 31 + round * batch + span) % customers, at, span % 50 == 0);
            }
            byte[] body = block.take();
            long from = System.nanoTime();
            wire.post(body);
            micros.add((System.nanoTime() - from) / 1000);
        }
    }
}
