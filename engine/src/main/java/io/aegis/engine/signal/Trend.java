package io.aegis.engine.signal;

import java.util.Arrays;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Whether usage has moved by more than 20 % and by more than the customer's own noise.
 *
 * <p>The last 7 complete UTC days are set against the same weekdays of up to four weeks before them, so a weekly rhythm
 * cancels and a level that has stood for long counts for more than one week; so are the last 10 and 14, which find the
 * moves of small customers a few days later. Of the log ratios the extremes are left out, so that one odd day proves
 * nothing, and the mean of the others, each weighted by what its day's calls can prove, must lie beyond
 * {@value #GROWTH_LIMIT} standard errors for a growth, {@value #DECLINE_LIMIT} for a decline. A growth is measured
 * against the arithmetic mean of a weekday, a decline against the geometric one: each against the level that is harder
 * to pass when odd days are among those before.
 *
 * <p>The variance of a day is that of counts, 1/n, plus the customer's own, learned from weekdays a week apart without
 * the move that is tested, shrunk towards a prior while these are few, and counted {@value #CARRIED} times, because a
 * good or bad day carries over into the next.
 */
final class Trend {

    static final int WEEK = 7;
    /** Complete days that are looked at. */
    static final int DAYS_MAX = 35;
    /** With fewer comparable days of the last week nothing new is said. */
    static final int COMPARED_MIN = 4;

    private static final int[] SPANS = {7, 10, 14};
    private static final double GROWTH_LIMIT = 2.9;
    private static final double DECLINE_LIMIT = 3.4;
    /** Neighbouring days are alike by 0.45: the mean of a week strays as that of 7 / 2.6 days would. */
    private static final double CARRIED = 2.6;
    /** Widens the error for the extremes that are left out. */
    private static final double TRIMMED = 1.08;

    private static final double BEYOND = 0.2;
    private static final double RATIO_MAX = 1.6;
    private static final double NOISE_MAX = 1.6;
    private static final double PRIOR_VARIANCE = 0.05;
    private static final double PRIOR_DAYS = 6;
    private static final double VARIANCE_MIN = 0.01;

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
     * @return null if too few days of the last week can be compared
     */
    static @Nullable Way way(long[] days) {
        if (Double.isNaN(change(days))) {
            return null;
        }
        double[] logs = new double[days.length];
        for (int d = 0; d < days.length; d++) {
            logs[d] = days[d] < 0 ? Double.NaN : StrictMath.log(days[d] + 0.5);
        }
        for (int span : SPANS) {
            if (days.length < span + WEEK) {
                break;
            }
            double own = CARRIED * ownVariance(days, logs, span);
            if (moved(days, logs, span, own, 1)) {
                return Way.INCREASING;
            }
            if (moved(days, logs, span, own, -1)) {
                return Way.DECLINING;
            }
        }
        return Way.STABLE;
    }

    /**
     * @param own variance of a day's log beyond that of counts
     * @param sign 1 asks for growth, -1 for decline
     */
    private static boolean moved(long[] days, double[] logs, int span, double own, int sign) {
        Day[] compared = new Day[span];
        int count = 0;
        double now = 0;
        double before = 0;
        for (int d = days.length - span; d < days.length; d++) {
            int weeks = weeks(days, d, span);
            if (weeks == 0 || days[d] < 0) {
                continue;
            }
            double usual = usual(days, logs, d, span, sign > 0);
            now += days[d];
            before += usual;
            double ratio = sign * Math.clamp(logs[d] - StrictMath.log(usual + 0.5), -RATIO_MAX, RATIO_MAX);
            compared[count++] = new Day(ratio, usual, weeks);
        }
        if (count < COMPARED_MIN || sign * (now - before) <= BEYOND * before) {
            return false;
        }
        Arrays.sort(compared, 0, count, Comparator.comparingDouble(Day::ratio));
        int extremes = span / WEEK;
        double level = sign > 0 ? 1 : now / before;
        double weights = 0;
        double kept = 0;
        double sum = 0;
        for (int i = 0; i < count; i++) {
            Day day = compared[i];
            double weight =
                    1 / (own * (1 + 1.0 / day.weeks) + 1 / (day.usual * level + 1) + 1 / (day.weeks * day.usual + 1));
            weights += weight;
            if (i >= extremes && i < count - extremes) {
                kept += weight;
                sum += weight * day.ratio;
            }
        }
        double mean = sum / kept;
        double error = TRIMMED / Math.sqrt(weights);
        return mean > BEYOND && mean > (sign > 0 ? GROWTH_LIMIT : DECLINE_LIMIT) * error;
    }

    /**
     * A day set against the same weekday before.
     *
     * @param ratio log, positive in the direction that is asked for
     * @param usual calls of that weekday
     * @param weeks that the usual is a mean of
     */
    private record Day(double ratio, double usual, int weeks) {}

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

    /** Mean of the same weekday before the span. */
    private static double usual(long[] days, double[] logs, int day, int span, boolean arithmetic) {
        double sum = 0;
        int weeks = 0;
        for (int d = day - WEEK; d >= 0; d -= WEEK) {
            if (d < days.length - span && days[d] >= 0) {
                sum += arithmetic ? days[d] : logs[d];
                weeks++;
            }
        }
        return arithmetic ? sum / weeks : Math.max(0, StrictMath.exp(sum / weeks) - 0.5);
    }

    private static int weeks(long[] days, int day, int span) {
        int weeks = 0;
        for (int d = day - WEEK; d >= 0; d -= WEEK) {
            weeks += d < days.length - span && days[d] >= 0 ? 1 : 0;
        }
        return weeks;
    }

    /** Variance of the log of a day's calls beyond that of counts, from weekdays a week apart. */
    private static double ownVariance(long[] days, double[] logs, int span) {
        int moved = days.length - span;
        double shift = shift(days, logs, moved);
        double sum = PRIOR_DAYS * PRIOR_VARIANCE;
        double of = PRIOR_DAYS;
        for (int d = WEEK; d < days.length; d++) {
            if (days[d] < 0 || days[d - WEEK] < 0) {
                continue;
            }
            double ratio = logs[d] - logs[d - WEEK] - (d >= moved && d - WEEK < moved ? shift : 0);
            double counts = 1 / (days[d] + 1.0) + 1 / (days[d - WEEK] + 1.0);
            sum += (Math.min(ratio * ratio, NOISE_MAX * NOISE_MAX) - counts) / 2;
            of++;
        }
        return Math.max(sum / of, VARIANCE_MIN);
    }

    /** Mean log ratio of the days since a place to those a week earlier that lie before it. */
    private static double shift(long[] days, double[] logs, int moved) {
        double sum = 0;
        int compared = 0;
        for (int d = Math.max(WEEK, moved); d < Math.min(days.length, moved + WEEK); d++) {
            if (days[d] >= 0 && days[d - WEEK] >= 0) {
                sum += logs[d] - logs[d - WEEK];
                compared++;
            }
        }
        return compared == 0 ? 0 : sum / compared;
    }
}
