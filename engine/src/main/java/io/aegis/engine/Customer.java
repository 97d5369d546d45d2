package io.aegis.engine;

import io.aegis.engine.intervention.Lifecycle;
import io.aegis.engine.rule.CompiledRule;
import io.aegis.engine.signal.SignalState;
import io.aegis.engine.snapshot.SnapshotReader;
import io.aegis.engine.snapshot.SnapshotWriter;
import org.jspecify.annotations.Nullable;

/** One customer in the engine: its measured state, its interventions, its own time. */
final class Customer extends SignalState {

    /** Version of the bytes; one that is not read is refused. */
    private static final int VERSION = 9;
    /** Without when calls failed last. */
    private static final int VERSION_BEFORE_FAILED = 8;
    /** A mean was kept of older weeks, and 5xx answers apart from other failures of the fleet. */
    private static final int VERSION_BEFORE_WEEKS = 7;
    /** 5xx answers alone were counted for the fleet. */
    private static final int VERSION_BEFORE_REFUSED = 6;
    /** Latencies were kept in slots of ten minutes. */
    private static final int VERSION_BEFORE_MINUTES = 5;
    /** What waited for a verdict was not told apart by opening. */
    private static final int VERSION_BEFORE_APART = 4;
    /** Without what was told when, the keys held and the throttling. */
    private static final int VERSION_BEFORE_ORDER = 3;
    /** Without the level of older weeks. */
    private static final int VERSION_BEFORE_OLDER = 2;
    /** Without the runs of failures too. */
    private static final int VERSION_BEFORE_RUNS = 1;

    final int number;
    /** Its interventions; null before the first, as at most customers. */
    private @Nullable Lifecycle lifecycle;

    /** Latest of its own accepted events and of the instants that fell due. */
    long timeMillis = -1;
    /** When something next falls due. */
    long dueMillis = Long.MAX_VALUE;
    /** Source of its latest event, -1 before the first. */
    int source = -1;
    /** Latest day on which it counted as active for its source. */
    int activeDay = Integer.MIN_VALUE;
    /** Latest block of the fleet in which it counted as active. */
    int activeBlock = Integer.MIN_VALUE;
    /** How it fails in that, as {@link Failing} packs it. */
    int failing = Failing.NEW;

    /** The earliest instant for which it waits in the queue. */
    long queuedMillis = Long.MAX_VALUE;

    /** Rules, by their place, that cannot match before a signal moves that neither calls nor time move. */
    int barred;
    /** Rules, by their place, that cannot match before a call fails. */
    int resting;
    /** Rules, by their place, that cannot match before a call fails or calls leave a window. */
    int quiet;
    /** Rules that may come to match by time alone, as when {@link #dueMillis} was worked out. */
    int awake = -1;

    Customer(int number) {
        this.number = number;
    }

    /** Reads a field every few of what a usual call reads. */
    int read() {
        return source + (lifecycle == null ? 0 : 1) + readFields();
    }

    /** Whether something is kept of some intervention. */
    boolean keepsAny() {
        return lifecycle != null && !lifecycle.isEmpty();
    }

    Lifecycle lifecycle() {
        Lifecycle had = lifecycle;
        if (had == null) {
            had = new Lifecycle(number);
            lifecycle = had;
        }
        return had;
    }

    /** Lets go of the lifecycle where nothing is kept of any intervention. */
    void tidy() {
        lifecycle = keepsAny() ? lifecycle : null;
    }

    /** Whether something is kept about that rule. */
    boolean concerns(CompiledRule rule) {
        return lifecycle != null && lifecycle.concerns(rule);
    }

    byte[] snapshot() {
        SnapshotWriter out = new SnapshotWriter();
        out.number(VERSION);
        out.number(timeMillis);
        out.number(source);
        out.number(activeDay);
        out.number(activeBlock);
        writeSignals(out);
        (lifecycle == null ? new Lifecycle(number) : lifecycle).write(out);
        writeRuns(out);
        writeOlder(out);
        writeOrder(out);
        out.number(failing);
        writeFailed(out);
        return out.toBytes();
    }

    static Customer restore(int number, byte[] snapshot) {
        SnapshotReader in = new SnapshotReader(snapshot);
        int version = in.integer();
        if (version < VERSION_BEFORE_RUNS || version > VERSION) {
            throw new IllegalArgumentException("snapshot of customer (" + number + ") has version (" + version
                    + "), this build reads (" + VERSION + "): start the version that wrote it");
        }
        Customer customer = new Customer(number);
        customer.timeMillis = in.number();
        customer.source = in.integer();
        customer.activeDay = in.integer();
        customer.activeBlock = in.integer();
        int brokenBlock = version <= VERSION_BEFORE_WEEKS ? in.integer() : Integer.MIN_VALUE;
        customer.readSignals(in, version <= VERSION_BEFORE_MINUTES);
        Lifecycle lifecycle = new Lifecycle(number);
        lifecycle.read(in, written(version));
        customer.lifecycle = lifecycle.isEmpty() ? null : lifecycle;
        if (version >= VERSION_BEFORE_OLDER) {
            customer.readRuns(in);
        }
        if (version >= VERSION_BEFORE_ORDER) {
            customer.readOlder(in, version > VERSION_BEFORE_WEEKS);
        }
        if (version >= VERSION_BEFORE_APART) {
            customer.readOrder(in);
        }
        customer.failing = version > VERSION_BEFORE_REFUSED ? in.integer() : customer.brokenIn(brokenBlock);
        if (version > VERSION_BEFORE_FAILED) {
            customer.readFailed(in);
        }
        return customer;
    }

    /** How it fails, by the latest block in which it counted for its 5xx answers, as earlier versions kept it. */
    private int brokenIn(int block) {
        if (block == Integer.MIN_VALUE || block < activeBlock - 1) {
            return failing;
        }
        return block == activeBlock ? Failing.broken(failing) : Failing.brokenBefore(failing);
    }

    private static Lifecycle.Written written(int version) {
        if (version <= VERSION_BEFORE_APART) {
            return Lifecycle.Written.TOGETHER;
        }
        return version <= VERSION_BEFORE_REFUSED ? Lifecycle.Written.APART : Lifecycle.Written.BY_KIND;
    }
}
