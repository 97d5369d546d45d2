package io.aegis.engine.signal;

import io.aegis.engine.snapshot.SnapshotReader;
import io.aegis.engine.snapshot.SnapshotWriter;
import java.util.Arrays;

/**
 * The weeks before the days that are kept: what was usual long ago. Each is taken in when its first day is about to leave.
 *
 * <p>A customer with few calls a day can only be told to have moved when its level before is known well, and the kept
 * days lie after the move in part; and what leads back to where usage was weeks ago is no move.
 */
final class OlderWeeks {

    static final OlderWeeks NONE = of();

    /** As many as a {@code long} has bytes: a week is kept as the logarithm of its calls, in steps of a twelfth. */
    private static final int COUNT = Long.BYTES;

    private static final double STEP = 0.08;
    private static final int STEPS_MAX = 255;
    /** What stands for a week without calls; 0 for one of which nothing is known. */
    private static final int SILENT = 1;

    /** How much a week counts for beside the one after it. */
    private static final double KEPT = 0.75;
    /** Share of what is usual before and after it below which a week is odd, and its inverse above. */
    private static final double ODD = 0.75;
    /** Weeks after which a break or a peak is looked at as over. */
    private static final int ODD_WEEKS = 3;
    /** Variance of the log of a week's level. */
    private static final double LEVEL_STRAYS = 0.02;
    /** Standard errors by which two levels may differ and be the same. */
    private static final double SAME = 3;

    /** Days without a call after which nothing is usual any more; after a break of three weeks it still is. */
    private static final int FORGOTTEN_DAYS = 4 * Trend.WEEK;

    /** Calls a day of each week, the latest first; NaN where nothing is known. */
    private final double[] callsPerDay;
    /** Days of the latest week that are among the kept ones. */
    private final int overlap;

    private final Level usual;

    /** How many weeks there are, and the calls of their days on average. */
    record Level(double weeks, double callsPerDay) {
        static final Level NONE = new Level(0, 0);

        /** By how much the level before a place is another than its days say, as these weeks count as well. */
        double raises(long[] days, int from) {
            if (weeks == 0) {
                return 1;
            }
            double kept = known(days, from) / Trend.WEEK;
            return (kept + weeks * ratio(days, from)) / (kept + weeks);
        }

        private double ratio(long[] days, int from) {
            return callsPerDay * known(days, from) / sum(days, from);
        }
    }

    private OlderWeeks(double[] callsPerDay, int overlap, Level usual) {
        this.callsPerDay = callsPerDay;
        this.overlap = overlap;
        this.usual = usual;
    }

    /** Weeks that are all usual, the latest first. */
    static OlderWeeks of(double... callsPerDay) {
        double weeks = 0;
        double calls = 0;
        for (int i = callsPerDay.length - 1; i >= 0; i--) {
            weeks = KEPT * weeks + 1;
            calls = KEPT * calls + callsPerDay[i];
        }
        return new OlderWeeks(callsPerDay, 0, weeks == 0 ? Level.NONE : new Level(weeks, calls / weeks));
    }

    /**
     * @param days calls of the kept complete days, oldest first; -1 for a day that says nothing
     * @param first the day that they begin with
     * @param left complete days of the customer before them
     */
    static OlderWeeks of(SignalState s, long[] days, int first, int left) {
        int count = (Long.SIZE - Long.numberOfLeadingZeros(s.olderWeeks) + Byte.SIZE - 1) / Byte.SIZE;
        if (count == 0) {
            return NONE;
        }
        double[] weeks = new double[count];
        Arrays.setAll(weeks, i -> callsPerDay((int) (s.olderWeeks >>> (i * Byte.SIZE)) & STEPS_MAX));
        int overlap = Math.max(0, s.olderTo - first);
        return new OlderWeeks(weeks, overlap, usual(weeks, days, overlap, left));
    }

    /** The mean of those that are not odd, in which a week counts for less than the one after it. */
    private static Level usual(double[] weeks, long[] days, int overlap, int left) {
        double[] following = Arrays.copyOf(weeks, weeks.length + ODD_WEEKS + 1);
        for (int i = 0; i < weeks.length; i++) {
            following[i] = weeks[weeks.length - 1 - i];
        }
        for (int i = weeks.length; i < following.length; i++) {
            int to = overlap + (i - weeks.length + 1) * Trend.WEEK;
            following[i] = to <= days.length ? Trend.weekCalls(days, to) / Trend.WEEK : Double.NaN;
        }
        double count = 0;
        double calls = 0;
        for (int i = 0; i < weeks.length; i++) {
            int begins = left + overlap - (weeks.length - i) * Trend.WEEK;
            if (!Double.isNaN(following[i]) && !isOdd(following, i, begins < UsageDays.FIRST, calls / count)) {
                count = KEPT * count + 1;
                calls = KEPT * calls + following[i];
            }
        }
        double told = Math.max(0, count - (double) overlap / Trend.WEEK);
        return count == 0 ? Level.NONE : new Level(told, calls / count);
    }

    /**
     * Whether a week lies far off what was usual before it and is so again: a break or a peak. Of the weeks in which a
     * customer begins, whether it lies far off the two after it, as a launch does.
     */
    private static boolean isOdd(double[] weeks, int week, boolean begins, double before) {
        if (begins) {
            double next = (weeks[week + 1] + weeks[week + 2]) / 2;
            return isFar(weeks[week], next, next);
        }
        double after = (weeks[week + ODD_WEEKS] + weeks[Math.min(week + ODD_WEEKS + 1, weeks.length - 1)]) / 2;
        return isFar(weeks[week], before, after);
    }

    /** False where nothing is known of before or after. */
    private static boolean isFar(double calls, double before, double after) {
        return calls < ODD * Math.min(before, after) || ODD * calls > Math.max(before, after);
    }

    /** What was usual; none if the days before a place lie on another level: one that was left is not what is usual. */
    Level besides(long[] days, int from) {
        double calls = sum(days, from);
        if (usual.weeks <= 0 || usual.callsPerDay <= 0 || calls == 0) {
            return Level.NONE;
        }
        double kept = known(days, from) / Trend.WEEK;
        double strays = LEVEL_STRAYS * (1 / kept + 1 / usual.weeks);
        double error = Math.sqrt(1 / calls + 1 / (usual.callsPerDay * Trend.WEEK * usual.weeks) + strays);
        return Math.abs(StrictMath.log(usual.ratio(days, from))) <= SAME * error ? usual : Level.NONE;
    }

    int count() {
        return callsPerDay.length;
    }

    /** A week's calls, as far as it is not among the kept days; none where nothing is known. 0 is the latest. */
    Stretch week(int week) {
        int days = week == 0 ? Trend.WEEK - overlap : Trend.WEEK;
        return Double.isNaN(callsPerDay[week]) ? Stretch.NONE : new Stretch(days * callsPerDay[week], days);
    }

    private static double sum(long[] days, int from) {
        double calls = 0;
        for (int d = 0; d < from; d++) {
            calls += Math.max(0, days[d]);
        }
        return calls;
    }

    private static double known(long[] days, int from) {
        int known = 0;
        for (int d = 0; d < from; d++) {
            known += days[d] >= 0 ? 1 : 0;
        }
        return known;
    }

    /** Takes in the week that the kept days begin with, once the days before it have left. */
    static void take(SignalState s, long[] days, int first) {
        if (days.length < Trend.DAYS_MAX) {
            return;
        }
        if (isForgotten(days)) {
            s.olderWeeks = 0;
            s.olderTo = Buckets.NONE;
        } else if (first >= s.olderTo) {
            int missed = s.olderTo == Buckets.NONE ? 0 : (first - s.olderTo) / Trend.WEEK;
            long older = missed < COUNT ? s.olderWeeks << (missed * Byte.SIZE) : 0;
            s.olderWeeks = older << Byte.SIZE | step(Trend.weekCalls(days, Trend.WEEK));
            s.olderTo = first + Trend.WEEK;
        }
    }

    private static boolean isForgotten(long[] days) {
        for (int d = days.length - FORGOTTEN_DAYS; d < days.length; d++) {
            if (days[d] > 0) {
                return false;
            }
        }
        return true;
    }

    private static int step(double weekCalls) {
        if (Double.isNaN(weekCalls)) {
            return 0;
        }
        return weekCalls == 0
                ? SILENT
                : (int) Math.min(STEPS_MAX, SILENT + 1 + Math.round(Math.max(0, StrictMath.log(weekCalls)) / STEP));
    }

    private static double callsPerDay(int step) {
        return switch (step) {
            case 0 -> Double.NaN;
            case SILENT -> 0;
            default -> StrictMath.exp((step - SILENT - 1) * STEP) / Trend.WEEK;
        };
    }

    static void write(SignalState s, SnapshotWriter out) {
        out.number(s.olderTo);
        out.number(s.olderWeeks);
    }

    static void read(SignalState s, SnapshotReader in) {
        s.olderTo = in.integer();
        s.olderWeeks = in.number();
    }

    /** As earlier versions wrote it: a mean of weeks, which stands for each of as many. */
    static void readMean(SignalState s, SnapshotReader in) {
        s.olderTo = in.integer();
        double weeks = Float.intBitsToFloat(in.integer());
        double calls = Float.intBitsToFloat(in.integer());
        double counted = 0;
        for (int i = 0; i < COUNT && counted + 0.5 < weeks; i++) {
            counted = KEPT * counted + 1;
            s.olderWeeks = s.olderWeeks << Byte.SIZE | step(calls / weeks);
        }
    }
}
