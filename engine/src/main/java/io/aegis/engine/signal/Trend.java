package io.aegis.engine.signal;

import org.jspecify.annotations.Nullable;

/**
 * Whether usage has moved by more than 20 % and by more than the customer's own noise.
 *
 * <p>The {@linkplain UsageMove likelihood} of two levels is asked for onsets 7 to 28 days ago. Most
 * customers stay on most days and are dismissed {@linkplain #moved by sums alone}: the last 7, 10, 14 and 21 complete
 * UTC days against the same weekdays before them and what {@linkplain OlderWeeks older weeks} say of the level.
 */
final class Trend {

    static final int WEEK = 7;
    /** Complete days that are looked at. */
    static final int DAYS_MAX = 35;
    /** With fewer comparable days of the last week nothing new is said. */
    static final int COMPARED_MIN = 4;

    /** Days without a call for which it is asked. Who is back after more has not fallen just then. */
    static final int ASKED_DAYS = 2 * WEEK + 1;

    private static final int[] SPANS = {7, 10, 14, 21};
    /** What is less is no move. */
    static final double BEYOND = 0.2;

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
     * @param kept at least 14 days
     * @return null if nothing new is said: too few days of the last week can be compared, or all are long silent
     */
    static @Nullable Way way(UsageDays kept) {
        long[] days = kept.calls();
        if (Double.isNaN(change(days)) || silent(days) > ASKED_DAYS) {
            return null;
        }
        boolean grows = false;
        boolean declines = false;
        for (int span : SPANS) {
            if (days.length >= span + WEEK) {
                double moved = moved(days, days.length - span, kept.older());
                grows |= moved > BEYOND;
                declines |= moved < -BEYOND;
            }
        }
        if (!grows && !declines) {
            return Way.STABLE;
        }
        UsageMove move = new UsageMove(kept);
        if (grows && move.isGrowth()) {
            return Way.INCREASING;
        }
        return declines && move.isDecline() ? Way.DECLINING : Way.STABLE;
    }

    private static int silent(long[] days) {
        int silent = 0;
        while (silent < days.length && days[days.length - 1 - silent] <= 0) {
            silent++;
        }
        return silent;
    }

    /** By what share the days from a place on lie above the same weekdays before it. */
    private static double moved(long[] days, int from, OlderWeeks older) {
        double now = 0;
        double before = 0;
        for (int d = from; d < days.length; d++) {
            long sum = 0;
            int weeks = 0;
            for (int b = d % WEEK; b < from; b += WEEK) {
                sum += Math.max(0, days[b]);
                weeks += days[b] >= 0 ? 1 : 0;
            }
            if (weeks > 0 && days[d] >= 0) {
                now += days[d];
                before += (double) sum / weeks;
            }
        }
        double usual = older.besides(days, from).raises(days, from) * before;
        return (now - usual) / usual;
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
