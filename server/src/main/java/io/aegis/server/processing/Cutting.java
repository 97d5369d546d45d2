package io.aegis.server.processing;

import io.aegis.codec.journal.SnapshotPart;
import io.aegis.server.journal.Cuts;
import io.aegis.server.journal.Journal;
import io.aegis.server.journal.Requests;
import io.aegis.server.postgres.Session;
import io.aegis.server.projection.Retention;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes cuts. On the applying thread, between two rows, it serialises who changed since the cut before; on its own
 * thread it writes that, and makes the cut valid once the tables have counted every call up to it.
 */
final class Cutting implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Cutting.class);
    private static final int PART_BYTES = 1 << 20;
    private static final long DAY_MILLIS = 24L * 3_600_000;
    private static final long HOUSEKEEPING_NANOS = TimeUnit.MINUTES.toNanos(10);
    private static final long BASE_PAUSE_NANOS = TimeUnit.MINUTES.toNanos(10);

    private final LinkedBlockingQueue<Taken> taken = new LinkedBlockingQueue<>();
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
    private long wholeBytes;
    private long bytesSinceWhole;
    private long baseDay;
    private long baseNanos;
    private volatile long wantedUsage = -1;
    private volatile boolean closing;

    Cutting(
            Session session,
            Projecting projecting,
            Counting counting,
            StageMetrics metrics,
            MonitorLimits limits,
            InstantSource clock,
            Cuts.@Nullable Cut last) {
        this.session = session;
        this.projecting = projecting;
        this.counting = counting;
        this.metrics = metrics;
        this.limits = limits;
        this.clock = clock;
        this.lastPosition = last == null ? -1 : last.position();
        this.baseDay = last == null ? -1 : Math.floorDiv(last.atMillis(), DAY_MILLIS);
        this.baseNanos = System.nanoTime();
        // How large the last whole cut was is not known: the first cut of this run is a whole one once it doubles that.
        this.wholeBytes = last == null ? 0 : Long.MAX_VALUE / 4;
    }

    private record Taken(Cuts.Cut cut, List<SnapshotPart> parts) {}

    /** Whether calls should be counted although they could wait. */
    boolean wantsUsage() {
        return wantedUsage > counting.reached();
    }

    /** Takes a cut if it is time; on the applying thread. */
    void whenDue(Machine machine, Gathered gathered) {
        if (!busy.get()
                && machine.position() > lastPosition
                && System.nanoTime() - lastNanos > limits.checkpointEvery().toNanos()) {
            take(machine, gathered);
        }
    }

    void take(Machine machine, Gathered gathered) {
        long begin = System.nanoTime();
        long day = Math.floorDiv(machine.nowMillis(), DAY_MILLIS);
        boolean base = day > baseDay && begin - baseNanos > BASE_PAUSE_NANOS;
        boolean whole = lastPosition < 0 || base || bytesSinceWhole > 2 * wholeBytes;
        BitSet changed = machine.takeChanged();
        if (whole) {
            changed.set(0, machine.customerLimit());
        }
        List<SnapshotPart> parts = serialise(machine, changed);
        long bytes = parts.stream().mapToLong(SnapshotPart::rawBytes).sum();
        if (whole) {
            wholeBytes = Math.max(bytes, PART_BYTES);
            bytesSinceWhole = 0;
            baseDay = day;
            baseNanos = begin;
        } else {
            bytesSinceWhole += bytes;
        }
        Cuts.Cut cut = new Cuts.Cut(
                machine.position(),
                machine.nowMillis(),
                whole,
                machine.rulesYaml(),
                machine.snapshotShared(),
                machine.snapshotHost(gathered.behind()));
        lastPosition = cut.position();
        lastNanos = System.nanoTime();
        wantedUsage = cut.position();
        busy.set(true);
        taken.add(new Taken(cut, parts));
        metrics.cutStalled(System.nanoTime() - begin);
    }

    private static List<SnapshotPart> serialise(Machine machine, BitSet changed) {
        List<SnapshotPart> parts = new ArrayList<>();
        SnapshotPart part = new SnapshotPart();
        for (int customer = changed.nextSetBit(0); customer >= 0; customer = changed.nextSetBit(customer + 1)) {
            part.add(customer, machine.snapshot(customer));
            if (part.rawBytes() > PART_BYTES) {
                parts.add(part);
                part = new SnapshotPart();
            }
        }
        if (part.rawBytes() > 0) {
            parts.add(part);
        }
        return parts;
    }

    @Override
    public void run() {
        while (!(closing && taken.isEmpty())) {
            try {
                Taken next = taken.poll(100, TimeUnit.MILLISECONDS);
                if (next != null) {
                    write(next);
                }
            } catch (InterruptedException e) {
                return;
            } catch (Session.Ended e) {
                LOG.warn("the last cut could not be written; the next start replays more: {}", e.getMessage());
            } catch (RuntimeException e) {
                LOG.error("a cut could not be written", e);
            } finally {
                busy.set(!taken.isEmpty());
            }
        }
    }

    private void write(Taken next) throws InterruptedException {
        long begin = System.nanoTime();
        long position = next.cut().position();
        for (int i = 0; i < next.parts().size(); i++) {
            int part = i;
            byte[] customers = next.parts().get(i).encode();
            session.done((connection, again) -> {
                Cuts.writePart(connection, position, part, customers);
            });
        }
        while (counting.reached() < position) {
            if (closing && projecting.failure() != null) {
                return;
            }
            Thread.sleep(5);
        }
        session.done((connection, again) -> {
            Cuts.complete(connection, next.cut());
            long unneeded = Cuts.prune(
                    connection, next.cut().atMillis() - limits.journalKept().toMillis());
            Journal.deleteUpTo(connection, unneeded);
        });
        keepHouse(next.cut().atMillis());
        metrics.cutWritten(System.nanoTime() - begin);
    }

    private void keepHouse(long nowMillis) {
        if (System.nanoTime() - housekeptNanos < HOUSEKEEPING_NANOS) {
            return;
        }
        housekeptNanos = System.nanoTime();
        long clockMillis = clock.millis();
        session.done((connection, again) -> {
            Retention.apply(connection, nowMillis, clockMillis, limits.rejectedMax());
            Requests.deleteOld(connection, clockMillis);
        });
    }

    void close() {
        closing = true;
    }
}
