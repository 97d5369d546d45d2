package io.aegis.server.projection;

import io.aegis.engine.CustomerView;

/**
 * Coarse, order-keeping copies of what lists are sorted by. An index over them is touched only when a value moves past
 * a step; within a step the exact column orders.
 */
final class SortSteps {

    private static final long LAST_CALL_STEP_MILLIS = 5 * 60_000;
    private static final double ERROR_STEP = 0.01;
    private static final int SCORE_STEP = 5;
    private static final int SIGNIFICANT_BITS = 4;

    private SortSteps() {}

    static short score(CustomerView view) {
        return (short) Math.floor(ViewFields.number(view, "engagement_score", 0) / SCORE_STEP);
    }

    static long calls(CustomerView view) {
        return leading(ViewFields.whole(view, "calls_total", 0));
    }

    static long lastCall(CustomerView view) {
        return Math.floorDiv(ViewFields.whole(view, "last_call_at", -1), LAST_CALL_STEP_MILLIS);
    }

    static short errorRate(CustomerView view) {
        Double rate = ViewFields.number(view, "error_rate");
        return rate == null ? -1 : (short) Math.floor(rate / ERROR_STEP);
    }

    static long mrr(CustomerView view) {
        Double mrr = ViewFields.number(view, "mrr");
        return mrr == null ? -1 : leading(Math.round(mrr * 100));
    }

    /** The number with all but its leading bits cleared: steps of at most an eighth. */
    private static long leading(long value) {
        int cut = Math.max(0, 64 - Long.numberOfLeadingZeros(Math.max(0, value)) - SIGNIFICANT_BITS);
        return value >> cut << cut;
    }
}
