package io.aegis.server.processing;

import io.aegis.codec.journal.SnapshotPart;
import io.aegis.server.journal.Cuts;
import io.aegis.server.journal.Journal;
import io.aegis.server.journal.Requests;
import io.aegis.server.postgres.Session;
import java.time.InstantSource;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes cuts. On the applying thread, a little between rows, it serialises who changed since the cut before; on its own
 * thread it writes that, and makes the cut valid once the tables hold everything up to it: what is decided before a cut
 * is never decided again.
 */
final class Cutting implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Cutting.class);
    private static final long DAY_MILLIS = 24L * 3_600_000;
    private static final long HOUSEKEEPING_NANOS = TimeUnit.MINUTES.toNanos(10);
    private static final long BASE_PAUSE_NANOS = TimeUnit.MINUTES.toNanos(10);
    private static final long CLOSING_NANOS_MAX = TimeUnit.SECONDS.toNanos(30);
    private static final long SLICE_NANOS_MIN = 1_000_000;
    private static final long SLICE_NANOS_MAX = 10_000_000;
    private static final int PARTS_WAITING_MAX = 16;

    private final LinkedBlockingQueue<Piece> taken = new LinkedBlockingQueue<>();
    private final AtomicBoolean busy = new AtomicBoolean();
    private final Session session;
    private final Projecting projecting;
    private final Counting counting;
    private final StageMetrics metrics;
    private final MonitorLimits limits;
    private final InstantSource clock;
    private long housekeptNanos = System.nanoTime() - HOUSEKEEPING_NANOS;
    private long lastNanos = System.nanoTime();
    private long lastPosition;
    private long baseDay;
    private long baseNanos;
    private @Nullable Sweep sweep;
    private long sliceNanos;
    private int part;
    private long partBytes;
    private volatile boolean soon;
    /** A cut was lost, and with it who had changed. */
    private volatile boolean lost;

    private volatile long wholeBytes;
    private final AtomicLong bytesSinceWhole = new AtomicLong();
    private volatile long wanted = -1;
    private volatile boolean closing;

    Cutting(
            Session session,
            Projecting projecting,
            Counting counting,
            StageMetrics metrics,
            MonitorLimits limits,
            InstantSource clock,
            Cuts.@Nullable Cut last,
            Cuts.Sizes sizes) {
        this.session = session;
        this.projecting = projecting;
        this.counting = counting;
        this.metrics = metrics;
        this.limits = limits;
        this.clock = clock;
        this.lastPosition = last == null ? -1 : last.position();
        this.baseDay = last == null ? -1 : Math.floorDiv(last.atMillis(), DAY_MILLIS);
        this.baseNanos = System.nanoTime();
        this.wholeBytes = sizes.whole();
        this.bytesSinceWhole.set(sizes.since());
    }

    private sealed interface Piece {}

    private record Part(long begun, SnapshotPart customers) implements Piece {}

    private record End(long begun, Cuts.Cut cut) implements Piece {}

    /** Whether calls should be counted although they could wait. */
    boolean wantsUsage() {
        return wanted > counting.reached();
    }

    /** Whether the tables should be told how far they are although nothing else has changed. */
    boolean wantsTables() {
        return wanted > projecting.decisionsReached();
    }

    /** A cut is due now. */
    void soon() {
        soon = true;
    }

    /** Begins a cut if it is time, goes on with the one begun; on the applying thread, between two rows. */
    void whenDue(Machine machine, Gathered gathered) {
        Sweep begun = sweep;
        long now = System.nanoTime();
        if (begun == null) {
            boolean due = soon || now - lastNanos > limits.checkpointEvery().toNanos();
            if (due && !busy.get() && machine.position() > lastPosition) {
                begun = begin(machine);
            } else {
                return;
            }
        }
        if (taken.size() > PARTS_WAITING_MAX) {
            return;
        }
        // A third of this thread's time at most, so that decisions are hardly later.
        if (begun.advance(Math.clamp((now - sliceNanos) / 2, SLICE_NANOS_MIN, SLICE_NANOS_MAX))) {
            finish(begun, machine, gathered);
        }
        sliceNanos = System.nanoTime();
        metrics.cutStalled(sliceNanos - now);
    }

    /** Takes a cut here and now; nothing is applied any more. */
    void take(Machine machine, Gathered gathered) {
        Sweep begun = sweep;
        finish(begun == null ? begin(machine) : begun, machine, gathered);
    }

    private Sweep begin(Machine machine) {
        long now = System.nanoTime();
        long day = Math.floorDiv(machine.nowMillis(), DAY_MILLIS);
        boolean base = day > baseDay && now - baseNanos > BASE_PAUSE_NANOS;
        boolean whole = lastPosition < 0 || lost || base || bytesSinceWhole.get() > 2 * wholeBytes;
        if (whole) {
            lost = false;
            baseDay = day;
            baseNanos = now;
        }
        soon = false;
        busy.set(true);
        long position = machine.position();
        Sweep begun = new Sweep(machine, whole, customers -> taken.add(new Part(position, customers)));
        sweep = begun;
        sliceNanos = now;
        return begun;
    }

    private void finish(Sweep begun, Machine machine, Gathered gathered) {
        begun.finish();
        Cuts.Cut cut = new Cuts.Cut(
                machine.position(),
                machine.nowMillis(),
                begun.whole(),
                machine.rulesYaml(),
                machine.snapshotShared(),
                machine.snapshotHost(gathered.behind()));
        lastPosition = cut.position();
        lastNanos = System.nanoTime();
        wanted = cut.position();
        sweep = null;
        taken.add(new End(begun.begun(), cut));
    }

    @Override
    public void run() {
        while (!(closing && taken.isEmpty())) {
            try {
                Piece piece = taken.poll(100, TimeUnit.MILLISECONDS);
                if (piece != null) {
                    write(piece);
                }
            } catch (InterruptedException e) {
                return;
            } catch (Session.Ended e) {
                LOG.warn("the last cut could not be written; the next start replays more: {}", e.getMessage());
                return;
            }
        }
    }

    private void write(Piece piece) throws InterruptedException {
        try {
            switch (piece) {
                case Part customers -> {
                    if (!lost) {
                        write(customers);
                    }
                }
                case End end -> {
                    if (!lost) {
                        write(end);
                    }
                    part = 0;
                    partBytes = 0;
                    busy.set(false);
                }
            }
        } catch (Session.Ended e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.error("a cut could not be written; the next one holds every customer", e);
            lost = true;
            busy.set(piece instanceof Part);
        }
    }

    private void write(Part customers) {
        byte[] encoded = customers.customers().encode();
        int number = part++;
        partBytes += encoded.length;
        session.done((connection, again) -> Cuts.writePart(connection, customers.begun(), number, encoded));
    }

    private void write(End end) throws InterruptedException {
        long begin = System.nanoTime();
        Cuts.Cut cut = end.cut();
        while (counting.reached() < cut.position() || projecting.decisionsReached() < cut.position()) {
            if (closing && (projecting.failure() != null || System.nanoTime() - begin > CLOSING_NANOS_MAX)) {
                LOG.warn("the tables did not reach the last cut; the next start replays more");
                return;
            }
            Thread.sleep(2);
        }
        session.done((connection, again) -> Cuts.complete(connection, cut, end.begun()));
        if (cut.whole()) {
            wholeBytes = partBytes;
            bytesSinceWhole.set(0);
        } else {
            bytesSinceWhole.addAndGet(partBytes);
        }
        session.done((connection, again) -> {
            long unneeded = Cuts.prune(
                    connection, cut.atMillis() - limits.retention().journal().toMillis());
            Journal.deleteUpTo(connection, unneeded);
        });
        keepHouse(cut.atMillis());
        metrics.cutWritten(System.nanoTime() - begin);
    }

    private void keepHouse(long nowMillis) {
        if (System.nanoTime() - housekeptNanos < HOUSEKEEPING_NANOS) {
            return;
        }
        housekeptNanos = System.nanoTime();
        long clockMillis = clock.millis();
        session.done((connection, again) -> {
            limits.retention().apply(connection, nowMillis, clockMillis);
            Requests.deleteOld(connection, clockMillis);
        });
    }

    void close() {
        closing = true;
    }
}
