package io.aegis.cli.bench;

import io.aegis.cli.terminal.ServerAddress;
import io.aegis.cli.terminal.WorkFailure;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code aegis bench latency}: from sending the event that decides to reading of the intervention on the stream, while
 * other calls come in. The deciding event is a failed payment: that rule is not gated by the fleet stage. Of the run that
 * does not count, in which client and server warm up, the 99th percentile is shown apart.
 */
@Command(
        name = "latency",
        mixinStandardHelpOptions = true,
        description = "Deciding event sent to intervention read on the stream, under load, at a running server.")
final class LatencyBench implements Callable<Integer> {

    private static final Pattern OF_CUSTOMER = Pattern.compile("\"customer\":\"(latency-[^\"]+)\"");
    private static final int BACKGROUND_BATCH = 500;
    private static final int CALLS_BEFORE = 50;
    private static final long PAUSE_MILLIS = 40;
    private static final long PATIENCE_SECONDS = 20;

    @Mixin
    private BenchOptions options = new BenchOptions();

    @Mixin
    private ServerAddress server = new ServerAddress();

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "10000",
            description = "Other calls a second (default: 10000).")
    private int rate;

    @Option(
            names = "--decisions",
            paramLabel = "N",
            defaultValue = "200",
            description = "Deciding events of a run (default: 200).")
    private int decisions;

    private final Map<String, Long> readNanos = new ConcurrentHashMap<>();
    private final AtomicLong callsSent = new AtomicLong();
    private volatile boolean stopping;

    @Override
    public Integer call() throws InterruptedException {
        BenchOptions.atLeastOne("--rate", rate);
        BenchOptions.atLeastOne("--decisions", decisions);
        Door door = Door.of(server);
        Result result = new Result("latency")
                .with("rate", rate)
                .with("decisions", decisions)
                .with("runs", options.runs());
        Thread reader = Thread.ofVirtual().start(() -> readStream(door));
        Thread load = Thread.ofVirtual().start(() -> sendLoad(door));
        try {
            for (int run = 0; run <= options.runs(); run++) {
                Meter meter = new Meter();
                long before = callsSent.get();
                Map<String, Long> sentNanos = decideAll(door);
                double callsPerSecond = (callsSent.get() - before) / meter.seconds();
                double[] millis = awaitAll(sentNanos);
                if (run == 0) {
                    result.add("first_p99", "ms", millis[(int) (millis.length * 0.99)]);
                } else {
                    result.add("p50", "ms", millis[millis.length / 2])
                            .add("p99", "ms", millis[(int) (millis.length * 0.99)])
                            .add("max", "ms", millis[millis.length - 1])
                            .add("not_seen", "decisions", decisions - millis.length)
                            .add("other_calls", "calls/s", callsPerSecond);
                }
            }
        } finally {
            stopping = true;
            load.join(5000);
            reader.interrupt();
        }
        options.results().write(result);
        return 0;
    }

    /** When each customer's deciding event was sent. */
    private Map<String, Long> decideAll(Door door) throws InterruptedException {
        String run = "latency-" + Long.toString(System.nanoTime(), 36) + "-";
        Map<String, Long> sentNanos = new HashMap<>();
        for (int decision = 0; decision < decisions; decision++) {
            sentNanos.put(run + decision, decide(door, run + decision));
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
        return sentNanos;
    }

    private static long decide(Door door, String customer) {
        long at = door.nowMillis();
        StringBuilder lines = new StringBuilder();
        for (int call = 0; call < CALLS_BEFORE; call++) {
            lines.append(
                    "{\"type\":\"api_call\",\"customer\":\"%s\",\"at\":%d,\"method\":\"GET\",\"route\":\"/v1/orders\",\"status\":200}%n"
                            .formatted(customer, at));
        }
        lines.append(
                "{\"type\":\"subscription\",\"customer\":\"%s\",\"at\":%d,\"tier\":\"pro\",\"status\":\"active\"}%n"
                        .formatted(customer, at));
        door.post(lines.toString().getBytes(StandardCharsets.UTF_8));
        String payment =
                "{\"type\":\"payment\",\"customer\":\"%s\",\"at\":%d,\"outcome\":\"failed\",\"amount\":49,\"currency\":\"USD\"}%n"
                        .formatted(customer, at);
        byte[] body = payment.getBytes(StandardCharsets.UTF_8);
        long sentNanos = System.nanoTime();
        door.post(body);
        return sentNanos;
    }

    private void readStream(Door door) {
        try {
            HttpResponse<Stream<String>> stream =
                    door.client().send(door.request("/api/v1/stream").build(), BodyHandlers.ofLines());
            stream.body().forEach(line -> {
                Matcher found = OF_CUSTOMER.matcher(line);
                if (line.startsWith("data:") && line.contains("\"rule\"") && found.find()) {
                    readNanos.putIfAbsent(found.group(1), System.nanoTime());
                }
            });
        } catch (IOException | java.io.UncheckedIOException ended) {
            if (!stopping) {
                throw new WorkFailure("the stream ended: " + ended.getMessage(), ended);
            }
        } catch (InterruptedException done) {
            Thread.currentThread().interrupt();
        }
    }

    private void sendLoad(Door door) {
        try (Wire wire = Wire.to(server, Wire.Target.EVENTS)) {
            sendLoad(door, wire);
        }
    }

    private void sendLoad(Door door, Wire wire) {
        LineBlock block = new LineBlock();
        long startNanos = System.nanoTime();
        for (long sent = 0; !stopping; sent += BACKGROUND_BATCH) {
            long dueNanos = startNanos + sent * 1_000_000_000L / rate;
            LockSupport.parkNanos(dueNanos - System.nanoTime());
            long at = door.nowMillis();
            for (int event = 0; event < BACKGROUND_BATCH; event++) {
                block.append(event, at, false);
            }
            wire.post(block.take());
            callsSent.addAndGet(BACKGROUND_BATCH);
        }
    }

    /** Milliseconds from sent to read, ascending, of those that came. */
    private double[] awaitAll(Map<String, Long> sentNanos) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!readNanos.keySet().containsAll(sentNanos.keySet()) && System.nanoTime() < until) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        double[] millis = sentNanos.entrySet().stream()
                .filter(sent -> readNanos.containsKey(sent.getKey()))
                .mapToDouble(sent -> (readNanos.getOrDefault(sent.getKey(), 0L) - sent.getValue()) / 1e6)
                .sorted()
                .toArray();
        if (millis.length == 0) {
            throw new WorkFailure("no intervention came on the stream: is the rule payment_failed in force?");
        }
        return millis;
    }
}
