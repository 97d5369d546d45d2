package io.aegis.cli.bench;

import io.aegis.cli.terminal.ServerAddress;
import io.aegis.cli.terminal.WorkFailure;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code aegis bench stream}: many clients of the stream, and changes at a steady rate that each of them has to be told.
 * A change is an intervention that opens by a failed payment, or ends by one that succeeds.
 */
@Command(
        name = "stream",
        mixinStandardHelpOptions = true,
        description = "Changes of interventions, sent to read, on every one of many streams of a running server.")
final class StreamBench implements Callable<Integer> {

    private static final int CALLS_BEFORE = 20;
    private static final long QUIET_MILLIS = 1500;
    private static final long PATIENCE_SECONDS = 20;
    private static final byte[] OPEN = "\"status\":\"open\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CLEARED = "\"status\":\"cleared\"".getBytes(StandardCharsets.US_ASCII);

    @Mixin
    private BenchOptions options = new BenchOptions();

    @Mixin
    private ServerAddress server = new ServerAddress();

    @Option(
            names = "--streams",
            paramLabel = "N",
            defaultValue = "200",
            description = "Clients of the stream (default: 200).")
    private int streams;

    @Option(names = "--rate", paramLabel = "N", defaultValue = "50", description = "Changes a second (default: 50).")
    private int rate;

    @Option(names = "--seconds", paramLabel = "N", defaultValue = "30", description = "For so long (default: 30).")
    private int seconds;

    private final String run = "stream-" + Long.toString(System.nanoTime(), 36) + "-";
    private final byte[] marker = ("\"customer\":\"" + run).getBytes(StandardCharsets.US_ASCII);

    /** When each change was sent, and when each stream had it; 0 for not yet. */
    private long[] sentNanos = new long[0];

    private final List<AtomicLongArray> readNanos = new ArrayList<>();

    @Override
    public Integer call() throws InterruptedException {
        BenchOptions.atLeastOne("--streams", streams);
        BenchOptions.atLeastOne("--rate", rate);
        BenchOptions.atLeastOne("--seconds", seconds);
        int changes = rate * seconds;
        sentNanos = new long[changes];
        Door door = Door.of(server);
        introduce(door, changes);
        List<Listener> listeners = new ArrayList<>();
        try {
            for (int stream = 0; stream < streams; stream++) {
                listeners.add(listen(changes));
            }
            TimeUnit.MILLISECONDS.sleep(QUIET_MILLIS);
            try (Wire wire = Wire.to(server, Wire.Target.EVENTS)) {
                send(door, wire, changes);
            }
            awaitAll();
        } finally {
            listeners.forEach(Listener::close);
        }
        report();
        return 0;
    }

    private Listener listen(int changes) {
        AtomicLongArray read = new AtomicLongArray(changes);
        readNanos.add(read);
        Listener listener = Listener.to(server);
        Thread.ofVirtual().start(() -> listener.read((line, length) -> note(line, length, read)));
        return listener;
    }

    /** Customers who pay and call, so that a payment decides. */
    private void introduce(Door door, int changes) throws InterruptedException {
        long at = door.nowMillis();
        LineBlock block = new LineBlock();
        for (int customer = 0; customer < opened(changes); customer++) {
            for (int call = 0; call < CALLS_BEFORE; call++) {
                block.append(run + customer, at, 200);
            }
            block.append("{\"type\":\"subscription\",\"customer\":\"" + run + customer + "\",\"at\":" + at
                    + ",\"tier\":\"pro\",\"status\":\"active\",\"mrr\":" + (100 + customer % 900) + "}\n");
            if (block.isFull()) {
                door.post(block.take());
            }
        }
        if (!block.isEmpty()) {
            door.post(block.take());
        }
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (door.recordsBehind() > 0 && System.nanoTime() < until) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    /** In the first half of the time all changes open; then each second one ends the oldest. */
    private int opened(int changes) {
        return changes - (changes - changes / 2) / 2;
    }

    private boolean ends(int change) {
        return change >= sentNanos.length / 2 && (change - sentNanos.length / 2) % 2 == 1;
    }

    /** Whom a change concerns: the next to open, or the oldest that is open. */
    private int customerOf(int change) {
        int half = sentNanos.length / 2;
        if (change < half) {
            return change;
        }
        int after = change - half;
        return ends(change) ? after / 2 : half + after / 2;
    }

    private int changeOf(int customer, boolean ended) {
        int half = sentNanos.length / 2;
        if (ended) {
            return half + 2 * customer + 1;
        }
        return customer < half ? customer : half + 2 * (customer - half);
    }

    private void send(Door door, Wire wire, int changes) {
        long startNanos = System.nanoTime();
        for (int change = 0; change < changes; change++) {
            LockSupport.parkNanos(startNanos + change * 1_000_000_000L / rate - System.nanoTime());
            String payment = "{\"type\":\"payment\",\"customer\":\"" + run + customerOf(change) + "\",\"at\":"
                    + door.nowMillis() + ",\"outcome\":\"" + (ends(change) ? "succeeded" : "failed")
                    + "\",\"amount\":49,\"currency\":\"USD\"}\n";
            sentNanos[change] = System.nanoTime();
            wire.post(payment.getBytes(StandardCharsets.US_ASCII));
        }
    }

    private void note(byte[] line, int length, AtomicLongArray read) {
        int found = find(line, length, marker);
        if (found < 0) {
            return;
        }
        int customer = 0;
        for (int at = found + marker.length; line[at] != '"'; at++) {
            customer = 10 * customer + line[at] - '0';
        }
        boolean ended = find(line, length, CLEARED) >= 0;
        if (ended || find(line, length, OPEN) >= 0) {
            int change = changeOf(customer, ended);
            if (change < read.length()) {
                read.compareAndSet(change, 0, System.nanoTime());
            }
        }
    }

    private static int find(byte[] line, int length, byte[] wanted) {
        for (int from = 0; from + wanted.length <= length; from++) {
            if (line[from] == wanted[0] && Arrays.equals(line, from, from + wanted.length, wanted, 0, wanted.length)) {
                return from;
            }
        }
        return -1;
    }

    private void awaitAll() throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (missing() > 0 && System.nanoTime() < until) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private long missing() {
        return readNanos.stream()
                .flatMapToLong(read -> IntStream.range(0, read.length()).mapToLong(read::get))
                .filter(nanos -> nanos == 0)
                .count();
    }

    private void report() {
        double[] millis = readNanos.stream()
                .flatMapToLong(read -> IntStream.range(0, read.length())
                        .filter(change -> read.get(change) != 0)
                        .mapToLong(change -> read.get(change) - sentNanos[change]))
                .mapToDouble(nanos -> nanos / 1e6)
                .sorted()
                .toArray();
        if (millis.length == 0) {
            throw new WorkFailure("no intervention came on any stream: is the rule payment_failed in force?");
        }
        Result result =
                new Result("stream").with("streams", streams).with("rate", rate).with("seconds", seconds);
        result.add("told", "changes", millis.length)
                .add("missing", "changes", (double) missing())
                .add("p50", "ms", millis[millis.length / 2])
                .add("p99", "ms", millis[(int) (millis.length * 0.99)])
                .add("max", "ms", millis[millis.length - 1]);
        options.results().write(result);
    }
}
