package io.aegis.engine.signal;

import java.util.EnumSet;
import java.util.Set;

/** What it takes to move signals; each pace is of those that nothing else moves. */
public enum Pace {
    /** A fact other than a call, or the turn of a day. */
    FACT,
    /** The same, or the clock: it grows or falls evenly, so that it is known when it reaches a value. */
    CLOCK,
    /** A fact other than a call, or a failing call. */
    FAILURE,
    /** The same, or calls that leave a window: a good call in its time only thins out the failures there. */
    LEAVING,
    /** A fact, a call included, or the end of a quota's period. */
    CALL,
    /** Anything. */
    TIME;

    private static final Set<Signal> BY_FACT = EnumSet.of(
            Signal.STAGE,
            Signal.TIER,
            Signal.SUBSCRIPTION_STATUS,
            Signal.MRR,
            Signal.FAILED_PAYMENTS,
            Signal.TAGS,
            Signal.USAGE_TREND,
            Signal.USAGE_CHANGE,
            Signal.USAGE_RECOVERED,
            Signal.P95_BASELINE_MS);
    private static final Set<Signal> BY_CLOCK = EnumSet.of(
            Signal.HOURS_IN_STAGE,
            Signal.HOURS_SINCE_SIGNUP,
            Signal.HOURS_SINCE_KEYS,
            Signal.TRIAL_DAYS_LEFT,
            Signal.TRIAL_ELAPSED,
            Signal.RENEWS_IN_DAYS);
    private static final Set<Signal> BY_FAILURE =
            EnumSet.of(Signal.ERROR_SURGE, Signal.ERROR_EVIDENCE, Signal.THROTTLED_EVIDENCE);
    private static final Set<Signal> IS_INTERVAL = EnumSet.of(Signal.ERROR_RATE_LOWER, Signal.ERROR_RATE_UPPER);
    private static final Set<Signal> COUNTS_CALLS = EnumSet.of(
            Signal.CALLS_5M,
            Signal.CALLS_15M,
            Signal.CALLS_1H,
            Signal.CALLS_24H,
            Signal.CALLS_7D,
            Signal.ERROR_CALLS,
            Signal.ERRORS);
    private static final Set<Signal> BY_CALL = EnumSet.of(Signal.CALLS_TOTAL, Signal.FIRST_CALL_AT, Signal.QUOTA_USED);

    private static final boolean[][] MOVES = new boolean[values().length][Signal.values().length];

    static {
        for (Signal signal : Signal.values()) {
            MOVES[FACT.ordinal()][signal.ordinal()] = BY_FACT.contains(signal);
            MOVES[CLOCK.ordinal()][signal.ordinal()] = BY_FACT.contains(signal) || BY_CLOCK.contains(signal);
            MOVES[FAILURE.ordinal()][signal.ordinal()] = BY_FACT.contains(signal);
            MOVES[LEAVING.ordinal()][signal.ordinal()] = BY_FACT.contains(signal);
            MOVES[CALL.ordinal()][signal.ordinal()] =
                    BY_FACT.contains(signal) || BY_FAILURE.contains(signal) || BY_CALL.contains(signal);
            MOVES[TIME.ordinal()][signal.ordinal()] = true;
        }
    }

    /** Whether what this pace names is all that moves the signal. */
    public boolean moves(Signal signal) {
        return MOVES[ordinal()][signal.ordinal()];
    }

    /** Whether the signal, where it is known, can rise only by what this pace names. */
    public boolean lifts(Signal signal) {
        return switch (this) {
            case FACT, CLOCK, TIME -> false;
            case FAILURE -> BY_FAILURE.contains(signal) || signal == Signal.ERRORS;
            case LEAVING -> BY_FAILURE.contains(signal) || signal.countsFailures() || IS_INTERVAL.contains(signal);
            case CALL -> COUNTS_CALLS.contains(signal);
        };
    }

    /** Whether the signal, where it is nothing, needs what this pace names to be something: a failing call. */
    public boolean raises(Signal signal) {
        return (this == FAILURE || this == LEAVING || this == CALL) && signal.countsFailures();
    }
}
