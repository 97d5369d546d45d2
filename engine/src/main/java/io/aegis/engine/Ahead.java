package io.aegis.engine;

import org.jspecify.annotations.Nullable;

/**
 * Brings the state of customers whose events come soon nearer to the processor, a step with each: first where the
 * customer lies, then the customer, then its arrays. So an event waits once for memory, not once for each step. Nothing
 * is changed by it.
 */
final class Ahead {

    private @Nullable Customer found;
    private @Nullable Customer near;

    /** Only so that what is read is not left out. */
    @SuppressWarnings("UnusedVariable")
    private int read;

    void expect(@Nullable Customer next) {
        Customer nearest = near;
        Customer found = this.found;
        if (nearest != null) {
            read += nearest.readArrays();
        }
        if (found != null) {
            read += found.read();
        }
        near = found;
        this.found = next;
    }
}
