package io.aegis.server.projection;

import io.aegis.engine.CustomerView;

/**
 * Coarse, order-keeping copies of what lists are sorted by. An index over them is touched only when a value moves past
 * a step; within a step the exact column orders.
 */
final class SortSteps {

    /** Steps up to these hold one value each. */
    static final long SINGLE_CALLS_MAX = 15;

    static final long SINGLE_LAST_CALL_MAX = -1;
    static final long SINGLE_ERROR_MAX = 0;

    private static final long LAST_CALL_STEP_MILLIS = 5 * 60_000;
    private static final int SIGNIFICANT_BITS = 4;
    private static final double RATE_UNITS = 1_000_000;

    private SortSteps() {}

    /** Whole points, which the score is given in. */
    static short score(CustomerView view) {
        return (short) Math.floor(ViewFields.number(view, "engagement_score", 0));
    }

    static long calls(CustomerView view) {
        return leading(ViewFields.whole(view, "calls_total", 0));
    }

    static long lastCall(CustomerView view) {
        return Math.floorDiv(ViewFields.whole(view, "last_call_at", -1), LAST_CALL_STEP_MILLIS);
    }

    /** Unknown, none, then steps of at most an eighth, numbered. */
    static short errorRate(CustomerView view) {
        Double rate = ViewFields.number(view, "error_rate");
        if (rate == null) {
            return -1;
        }
        if (rate <= 0) {
            return 0;
        }
        long units = Math.max(1, Math.round(Math.min(rate, 1) * RATE_UNITS));
        int cut = cut(units);
        return (short) ((cut << (SIGNIFICANT_BITS - 1)) + (units >> cut));
    }

    /** To the cent. */
    static long mrr(CustomerView view) {
        Double mrr = ViewFields.number(view, "mrr");
        return mrr == null ? -1 : Math.round(mrr * 100);
    }

    /** The number with all but its leading bits cleared: steps of at most an eighth. */
    private static long leading(long value) {
        int cut = cut(value);
        return value >> cut << cut;
    }

    private static int cut(long value) {
        return Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(Math.max(0, value)) - SIGNIFICANT_BITS);
    }
}
