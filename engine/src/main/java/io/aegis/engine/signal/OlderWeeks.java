package io.aegis.engine.signal;

import io.aegis.engine.snapshot.SnapshotReader;
import io.aegis.engine.snapshot.SnapshotWriter;

/**
 * The level of usage of the weeks before the days that are kept: a mean of weeks in which each counts for three quarters
 * of the one after it. Each week is taken in when its first day is about to leave.
 *
 * <p>A customer with few calls a day can only be told to have moved when its level before is known well, and the kept
 * days lie after the move in part.
 */
final class OlderWeeks {

    /** How many weeks there are, and the calls of their days on average. */
    record Level(double weeks, double callsPerDay) {
        static final Level NONE = new Level(0, 0);

        /** None if the days before a place lie on another level: one that was left long ago is not what is usual. */
        Level besides(long[] days, int from) {
            double calls = sum(days, from);
            if (weeks <= 0 || callsPerDay <= 0 || calls == 0) {
                return NONE;
            }
            double strays = LEVEL_STRAYS * (1 / weeks(days, from) + 1 / weeks);
            double error = Math.sqrt(1 / calls + 1 / (callsPerDay * Trend.WEEK * weeks) + strays);
            return Math.abs(StrictMath.log(ratio(days, from))) <= SAME * error ? this : NONE;
        }

        /** By how much the level before a place is another than its days say, as these weeks count as well. */
        double raises(long[] days, int from) {
            if (weeks == 0) {
                return 1;
            }
            double kept = weeks(days, from);
            return (kept + weeks * ratio(days, from)) / (kept + weeks);
        }

        private double ratio(long[] days, int from) {
            return callsPerDay * Trend.WEEK * weeks(days, from) / sum(days, from);
        }

        private static double sum(long[] days, int from) {
            double calls = 0;
            for (int d = 0; d < from; d++) {
                calls += Math.max(0, days[d]);
            }
            return calls;
        }

        private static double weeks(long[] days, int from) {
            int known = 0;
            for (int d = 0; d < from; d++) {
                known += days[d] >= 0 ? 1 : 0;
            }
            return (double) known / Trend.WEEK;
        }
    }

    /** Variance of the log of a week's level. */
    private static final double LEVEL_STRAYS = 0.02;
    /** Standard errors by which two levels may differ and be the same. */
    private static final double SAME = 3;

    /** Share of what is usual before and after it below which a week is odd, and its inverse above. */
    private static final double ODD = 0.75;

    private static final float KEPT = 0.75f;
    /** Days without a call after which nothing is usual any more; after a break of three weeks it still is. */
    private static final int FORGOTTEN_DAYS = 4 * Trend.WEEK;

    private OlderWeeks() {}

    /**
     * @param days calls of the kept complete days, oldest first; -1 for a day that says nothing
     * @param first the day that they begin with
     * @param complete days of the customer, kept or not
     */
    static void take(SignalState s, long[] days, int first, long complete) {
        if (days.length < Trend.DAYS_MAX) {
            return;
        }
        if (isForgotten(days)) {
            s.olderWeeks = 0;
            s.olderCalls = 0;
            s.olderTo = Buckets.NONE;
        } else if (first >= s.olderTo) {
            double calls = Trend.weekCalls(days, Trend.WEEK);
            if (!Double.isNaN(calls) && !isOdd(s, calls, days, complete - days.length)) {
                s.olderWeeks = KEPT * s.olderWeeks + 1;
                s.olderCalls = KEPT * s.olderCalls + (float) calls;
            }
            s.olderTo = first + Trend.WEEK;
        }
    }

    /**
     * Whether a week lies far off what was usual before it and is so again: a break or a peak. Of the weeks in which a
     * customer begins, whether it lies far off the two after it, as a launch does.
     */
    private static boolean isOdd(SignalState s, double calls, long[] days, long left) {
        if (left < UsageDays.FIRST) {
            double next = fortnight(days, 3 * Trend.WEEK);
            return isFar(calls, next, next);
        }
        return s.olderWeeks > 0 && isFar(calls, s.olderCalls / s.olderWeeks, fortnight(days, days.length));
    }

    private static boolean isFar(double calls, double before, double after) {
        return calls < ODD * Math.min(before, after) || ODD * calls > Math.max(before, after);
    }

    /** Calls a week of the two weeks before a place. */
    private static double fortnight(long[] days, int to) {
        return (Trend.weekCalls(days, to) + Trend.weekCalls(days, to - Trend.WEEK)) / 2;
    }

    private static boolean isForgotten(long[] days) {
        for (int d = days.length - FORGOTTEN_DAYS; d < days.length; d++) {
            if (days[d] > 0) {
                return false;
            }
        }
        return true;
    }

    /** Without the share of the latest week that is still kept. */
    static Level level(SignalState s, int first) {
        if (s.olderWeeks == 0) {
            return Level.NONE;
        }
        double kept = Math.max(0, s.olderTo - first) / (double) Trend.WEEK;
        return new Level(Math.max(0, s.olderWeeks - kept), s.olderCalls / s.olderWeeks / Trend.WEEK);
    }

    static void write(SignalState s, SnapshotWriter out) {
        out.number(s.olderTo);
        out.number(Float.floatToIntBits(s.olderWeeks));
        out.number(Float.floatToIntBits(s.olderCalls));
    }

    static void read(SignalState s, SnapshotReader in) {
        s.olderTo = in.integer();
        s.olderWeeks = Float.intBitsToFloat(in.integer());
        s.olderCalls = Float.intBitsToFloat(in.integer());
    }
}
