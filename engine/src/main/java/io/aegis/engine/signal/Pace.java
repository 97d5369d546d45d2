package io.aegis.engine.signal;

import java.util.EnumSet;
import java.util.Set;

/** What it takes to move a signal, the rarest first. A signal of one pace is not moved by what belongs to a later one. */
public enum Pace {
    /** A fact other than a call, or the turn of a day. */
    FACT,
    /** A call. */
    CALL,
    /** Time alone. */
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
    private static final Set<Signal> BY_CALL =
            EnumSet.of(Signal.CALLS_TOTAL, Signal.FIRST_CALL_AT, Signal.ERROR_SURGE, Signal.ERROR_EVIDENCE);

    private static final boolean[][] MOVES = new boolean[values().length][Signal.values().length];

    static {
        for (Signal signal : Signal.values()) {
            MOVES[FACT.ordinal()][signal.ordinal()] = BY_FACT.contains(signal);
            MOVES[CALL.ordinal()][signal.ordinal()] = BY_FACT.contains(signal) || BY_CALL.contains(signal);
            MOVES[TIME.ordinal()][signal.ordinal()] = true;
        }
    }

    /** Whether what belongs to this pace, or to an earlier one, is all that moves the signal. */
    public boolean moves(Signal signal) {
        return MOVES[ordinal()][signal.ordinal()];
    }
}
