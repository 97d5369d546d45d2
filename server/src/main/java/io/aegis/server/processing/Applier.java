package io.aegis.server.processing;

import java.util.Collections;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread that applies the journal to the engine; between rows it answers questions and hands on what came. */
final class Applier implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Applier.class);
    private static final int POLL_MILLIS = 20;

    private final LinkedBlockingQueue<Runnable> steps = new LinkedBlockingQueue<>();
    private final AtomicLong waitingEvents = new AtomicLong();
    private final Machine machine;
    private final Gathered gathered;
    private final Projecting projecting;
    private final Counting counting;
    private final Cutting cutting;
    private final SilenceWatch silence;
    private final StageMetrics metrics;
    private final int eventsMax;
    private volatile long nextDueMillis = Long.MAX_VALUE;
    private volatile long nowMillis;
    private volatile String rulesYaml;
    private volatile SortedMap<String, Long> ruleFaults = Collections.emptySortedMap();
    private volatile boolean closing;
    private volatile boolean failed;

    Applier(
            Machine machine,
            Gathered gathered,
            Projecting projecting,
            Counting counting,
            Cutting cutting,
            SilenceWatch silence,
            StageMetrics metrics,
            int eventsMax) {
        this.machine = machine;
        this.gathered = gathered;
        this.projecting = projecting;
        this.counting = counting;
        this.cutting = cutting;
        this.silence = silence;
        this.metrics = metrics;
        this.eventsMax = eventsMax;
        this.nextDueMillis = machine.nextDueMillis();
        this.nowMillis = machine.nowMillis();
        this.rulesYaml = machine.rulesYaml();
    }

    /** Queues a durable row; waits while too much is waiting already. */
    void hand(Applied row) throws InterruptedException {
        synchronized (waitingEvents) {
            while (waitingEvents.get() > eventsMax && !failed) {
                waitingEvents.wait(1_000);
            }
        }
        waitingEvents.addAndGet(row.records().size());
        steps.add(() -> {
            long begin = System.nanoTime();
            machine.apply(row, () -> handOn(false, true));
            nextDueMillis = machine.nextDueMillis();
            nowMillis = machine.nowMillis();
            rulesYaml = machine.rulesYaml();
            tellFaults();
            metrics.applied(System.nanoTime() - begin);
            waitingEvents.addAndGet(-row.records().size());
            synchronized (waitingEvents) {
                waitingEvents.notifyAll();
            }
        });
    }

    /** A rule that fails harms no other; that it does is told once for each row in which it did. */
    private void tellFaults() {
        SortedMap<String, Long> faults = machine.ruleFaults();
        if (!faults.equals(ruleFaults)) {
            LOG.error("conditions failed and were taken as unknown, times by rule: {}", faults);
            ruleFaults = faults;
        }
    }

    /** How often conditions failed since the rules came into force, by rule. */
    SortedMap<String, Long> ruleFaults() {
        return ruleFaults;
    }

    /** Asks the machine between two rows. */
    <T> CompletableFuture<T> ask(Function<Machine, T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        steps.add(() -> {
            try {
                answer.complete(question.apply(machine));
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }

    @Override
    public void run() {
        try {
            while (!(closing && steps.isEmpty())) {
                Runnable step = steps.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
                if (step != null) {
                    step.run();
                }
                silence.look(machine);
                handOn(false, !steps.isEmpty());
                cutting.whenDue(machine, gathered);
            }
            finish();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            failed = true;
            LOG.error("applying the journal failed; the server must be started anew", e);
            projecting.fail("applying the journal failed: " + e.getMessage());
        }
    }

    private void handOn(boolean everything, boolean busy) {
        if (projecting.isFree()) {
            Gathered.Ready ready = gathered.take(machine::view, everything || cutting.wantsTables(), busy);
            if (ready != null) {
                projecting.hand(ready);
            }
        }
        if (counting.isFree()) {
            Gathered.Counted counted =
                    everything || cutting.wantsUsage() ? gathered.takeUsage() : gathered.takeUsageWhenDue();
            if (counted != null) {
                counting.hand(counted);
            }
        }
    }

    private void finish() throws InterruptedException {
        while (!gathered.isEmpty() || !projecting.isFree() || !counting.isFree()) {
            handOn(!gathered.isEmpty(), !steps.isEmpty());
            Thread.sleep(1);
        }
        handOn(true, false);
    }

    /** Applies what waits, brings the tables up to it, then ends. */
    void close() {
        closing = true;
    }

    Machine machine() {
        return machine;
    }

    long nextDueMillis() {
        return nextDueMillis;
    }

    long nowMillis() {
        return nowMillis;
    }

    String rulesYaml() {
        return rulesYaml;
    }

    long waitingEvents() {
        return waitingEvents.get();
    }
}
