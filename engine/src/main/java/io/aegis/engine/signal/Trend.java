package io.aegis.engine.signal;

import org.jspecify.annotations.Nullable;

/**
 * Whether usage has moved by more than 20 % and by more than the customer's own noise.
 *
 * <p>The last 7 complete UTC days are set against the same weekdays of up to four weeks before them, so a weekly rhythm
 * cancels and a level that has stood for long counts for more than one week, and what {@linkplain OlderWeeks older weeks}
 * say of the level; so are the last 10 and 14 and, for a decline, 21, which find the moves of small customers later.
 */
final class Trend {

    static final int WEEK = 7;
    /** Complete days that are looked at. */
    static final int DAYS_MAX = 35;
    /** With fewer comparable days of the last week nothing new is said. */
    static final int COMPARED_MIN = 4;

    private static final int[] SPANS = {7, 10, 14, 21};
    /** A growth is told by no longer span: a level strays upwards for long, and those who grow have many calls. */
    private static final int GROWTH_SPAN_MAX = 14;

    /** Which way usage goes. */
    enum Way {
        INCREASING("increasing"),
        STABLE("stable"),
        DECLINING("declining");

        final String id;

        Way(String id) {
            this.id = id;
        }
    }

    private Trend() {}

    /**
     * @param days calls of complete days, oldest first, at least 14; -1 for a day that says nothing
     * @param older what was usual before them
     * @return null if too few days of the last week can be compared
     */
    static @Nullable Way way(long[] days, OlderWeeks.Level older) {
        if (Double.isNaN(change(days))) {
            return null;
        }
        double @Nullable [] logs = null;
        for (int span : SPANS) {
            if (days.length < span + WEEK) {
                break;
            }
            if (!UsageMove.isPossible(days, span, older)) {
                continue;
            }
            logs = logs == null ? logs(days) : logs;
            UsageMove move = new UsageMove(days, logs, span, older);
            if (span <= GROWTH_SPAN_MAX && move.isGrowth()) {
                return Way.INCREASING;
            }
            if (move.isDecline()) {
                return Way.DECLINING;
            }
        }
        return Way.STABLE;
    }

    private static double[] logs(long[] days) {
        double[] logs = new double[days.length];
        for (int d = 0; d < days.length; d++) {
            logs[d] = days[d] < 0 ? Double.NaN : StrictMath.log(days[d] + 0.5);
        }
        return logs;
    }

    /**
     * Relative move from the week before to the last one, over weekdays that both have; 0 against 0 is 0, something
     * against 0 is 1, NaN with fewer than {@value #COMPARED_MIN} weekdays.
     */
    static double change(long[] days) {
        long old = 0;
        long now = 0;
        int compared = 0;
        for (int d = days.length - WEEK; d < days.length; d++) {
            if (days[d] >= 0 && days[d - WEEK] >= 0) {
                now += days[d];
                old += days[d - WEEK];
                compared++;
            }
        }
        if (compared < COMPARED_MIN) {
            return Double.NaN;
        }
        if (old == 0) {
            return now == 0 ? 0 : 1;
        }
        return (double) (now - old) / old;
    }

    /** Calls of the seven days before {@code to}, filled up for days that say nothing; NaN if none says anything. */
    static double weekCalls(long[] days, int to) {
        long sum = 0;
        int known = 0;
        for (int d = to - WEEK; d < to; d++) {
            if (days[d] >= 0) {
                sum += days[d];
                known++;
            }
        }
        return known == 0 ? Double.NaN : (double) sum * WEEK / known;
    }
}
