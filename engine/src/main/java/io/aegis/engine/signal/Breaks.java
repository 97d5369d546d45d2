package io.aegis.engine.signal;

import java.util.Arrays;

/**
 * Weeks in which a customer did next to nothing between days as usual, as over Christmas. They are no level that usage
 * grows from, and would be taken for one.
 */
final class Breaks {

    /** With fewer days it may be a rhythm: who calls on Mondays only is silent for six. */
    private static final int DAYS_MIN = Trend.WEEK;
    /** The place of a busy day among all days, sorted. */
    private static final double BUSY = 0.75;
    /** Shares of a busy day: less is next to nothing, as much is as usual. */
    private static final double LOW = 0.3;

    private static final double USUAL = 0.5;

    private Breaks() {}

    /** The same days, of which those of a break say nothing. */
    static long[] without(long[] days) {
        long[] kept = days.clone();
        double busy = busy(days);
        int from = -1;
        for (int d = 0; d < days.length; d++) {
            if (days[d] >= LOW * busy) {
                if (from >= 0 && d - from >= DAYS_MIN) {
                    Arrays.fill(kept, from, d, -1);
                }
                from = from >= 0 || days[d] >= USUAL * busy ? d + 1 : from;
            }
        }
        return kept;
    }

    private static double busy(long[] days) {
        long[] sorted = days.clone();
        Arrays.sort(sorted);
        return sorted[(int) (BUSY * (sorted.length - 1))];
    }
}
