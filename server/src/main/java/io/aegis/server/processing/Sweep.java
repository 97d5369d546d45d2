package io.aegis.server.processing;

import io.aegis.codec.journal.SnapshotPart;
import java.util.BitSet;
import java.util.function.Consumer;

/**
 * A cut in the making. Customers are serialised a few at a time between rows; one that changes afterwards is serialised
 * again in a later round, until so few are left that they can be done in one go: that moment is the cut's. The parts
 * later read first hold the newer state. On the applying thread.
 */
final class Sweep {

    private static final int PART_BYTES = 1 << 20;
    private static final int LEFT_AT_ONCE = 2_000;
    /** Under a load that changes customers as fast as they are serialised, more rounds would not help. */
    private static final int ROUNDS_MAX = 8;

    private static final int BETWEEN_LOOKS = 16;

    private final Machine machine;
    private final Consumer<SnapshotPart> to;
    private final long begun;
    private final boolean whole;
    private final BitSet left = new BitSet();
    private SnapshotPart part = new SnapshotPart();
    private int next;
    private int rounds;

    /** @param to receives the parts in the order in which they are to be numbered */
    Sweep(Machine machine, boolean whole, Consumer<SnapshotPart> to) {
        this.machine = machine;
        this.whole = whole;
        this.to = to;
        this.begun = machine.position();
        if (whole) {
            left.set(0, machine.customerLimit());
        }
    }

    /** Position at which it was begun. */
    long begun() {
        return begun;
    }

    boolean whole() {
        return whole;
    }

    /**
     * Goes on for a while.
     *
     * @return whether the rest can be done in one go
     */
    boolean advance(long nanos) {
        long end = System.nanoTime() + nanos;
        machine.addChanged(left);
        while (left.cardinality() > LEFT_AT_ONCE && rounds < ROUNDS_MAX) {
            for (int i = 0; i < BETWEEN_LOOKS; i++) {
                if (!serialiseNext()) {
                    rounds++;
                    return isNearlyDone();
                }
            }
            if (System.nanoTime() > end) {
                return isNearlyDone();
            }
        }
        return true;
    }

    private boolean isNearlyDone() {
        return left.cardinality() <= LEFT_AT_ONCE || rounds >= ROUNDS_MAX;
    }

    /** Serialises whoever is left; nothing may be applied between this and the reading of the shared state. */
    void finish() {
        machine.addChanged(left);
        emit();
        next = 0;
        while (serialiseNext()) {}
    }

    /** False when a round is over; a part never holds a customer twice. */
    private boolean serialiseNext() {
        int customer = left.nextSetBit(next);
        if (customer < 0) {
            emit();
            next = 0;
            return false;
        }
        left.clear(customer);
        next = customer + 1;
        part.add(customer, machine.snapshot(customer));
        if (part.rawBytes() > PART_BYTES) {
            emit();
        }
        return true;
    }

    private void emit() {
        if (part.rawBytes() > 0) {
            to.accept(part);
            part = new SnapshotPart();
        }
    }
}
