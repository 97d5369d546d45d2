package io.aegis.engine.signal;

/** On which days the customer's source was silent: they say nothing about the customer. */
@FunctionalInterface
public interface Silence {

    /** A source that never falls silent. */
    Silence NEVER = (day, nowMillis) -> false;

    /**
     * @param day UTC day, counted from the epoch
     * @param nowMillis the instant from which it is looked at
     */
    boolean on(int day, long nowMillis);
}
