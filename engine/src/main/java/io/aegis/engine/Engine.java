package io.aegis.engine;

import io.aegis.engine.rule.RuleException;
import io.aegis.engine.rule.RuleSet;
import java.util.List;

/**
 * The monitor's deciding core. One thread applies entries in journal order; nothing else may touch an instance.
 *
 * <p>A host restores it from a cut (all customers' snapshots and the shared one, taken between two entries) and applies
 * the entries after the cut; the outputs are then those of an engine that never stopped.
 */
public final class Engine {

    /** @throws RuleException if a condition cannot be compiled */
    public Engine(RuleSet rules, Outputs outputs) {}

    /** Carries out one entry; outputs are told before it returns. */
    public void apply(Entry entry) {}

    /** The latest tick, epoch milliseconds; -1 before the first. */
    public long nowMillis() {
        return -1;
    }

    /** Earliest instant at which something falls due, {@link Long#MAX_VALUE} if nothing will. */
    public long nextDueMillis() {
        return Long.MAX_VALUE;
    }

    /** One more than the highest customer number seen. */
    public int customerLimit() {
        return 0;
    }

    /** False for numbers never seen and for customers removed. */
    public boolean knows(int customer) {
        return false;
    }

    /** All that is known of the customer, evaluated at its time without changing its state. */
    public CustomerView view(int customer) {
        if (customer < 0) {
            return java.util.Objects.requireNonNull(null);
        }
        throw new IllegalArgumentException("customer (" + customer + ") is not known");
    }

    /** One customer's state, versioned; restored by {@link #restore}. */
    public byte[] snapshot(int customer) {
        return new byte[0];
    }

    /** State that belongs to no single customer: time, fleet. */
    public byte[] snapshotShared() {
        return new byte[0];
    }

    /** @throws IllegalArgumentException if the bytes are of a version this build does not read */
    public void restore(int customer, byte[] snapshot) {}

    public void restoreShared(byte[] snapshot) {}

    /** Names of all signals that a condition may read, sorted. */
    public static List<String> signalNames() {
        return List.of();
    }
}
