package io.aegis.engine.signal;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Whether usage has moved by more than 20 % and by more than the customer's own noise.
 *
 * <p>The last 7 complete UTC days are set against the same weekdays of up to four weeks before them, so a weekly rhythm
 * cancels and a level that has stood for long counts for more than one week; so are the last 10 and 14, which find the
 * moves of small customers a few days later. Of the log ratios the extremes are left out, so that one odd day proves
 * nothing, and the mean of the others must lie beyond {@value #LIMIT} standard errors. A growth is measured against the
 * arithmetic mean of a weekday, a decline against the geometric one: each against the level that is harder to pass when
 * odd days are among those before.
 *
 * <p>The variance is that of counts, 1/n, plus the customer's own from day to day, learned from weekdays a week apart
 * and shrunk towards a prior while these are few.
 */
final class Trend {

    static final int WEEK = 7;
    /** Complete days that are looked at. */
    static final int DAYS_MAX = 35;
    /** With fewer comparable days of the last week nothing new is said. */
    static final int COMPARED_MIN = 4;

    private static final int[] SPANS = {7, 10, 14};
    private static final double LIMIT = 4.2;
    /** Widens the error for the extremes that are left out. */
    private static final double TRIMMED = 1.08;

    private static final double BEYOND = 0.2;
    private static final double RATIO_MAX = 1.6;
    private static final double NOISE_MAX = 1.0;
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
        double own = ownVariance(days);
        for (int span : SPANS) {
            if (days.length < span + WEEK) {
                break;
            }
            if (moved(days, span, own, 1)) {
                return Way.INCREASING;
            }
            if (moved(days, span, own, -1)) {
                return Way.DECLINING;
            }
        }
        return Way.STABLE;
    }

    /**
     * @param sign 1 asks for growth, -1 for decline
     */
    private static boolean moved(long[] days, int span, double own, int sign) {
        double[] ratios = new double[span];
        int compared = 0;
        double variance = 0;
        double now = 0;
        double before = 0;
        for (int d = days.length - span; d < days.length; d++) {
            int weeks = weeks(days, d, span);
            if (weeks == 0 || days[d] < 0) {
                continue;
            }
            double usual = usual(days, d, span, sign > 0);
            now += days[d];
            before += usual;
            double ratio = StrictMath.log((days[d] + 0.5) / (usual + 0.5));
            ratios[compared++] = sign * Math.clamp(ratio, -RATIO_MAX, RATIO_MAX);
            variance += own * (1 + 1.0 / weeks) + 1 / (days[d] + 1.0) + 1 / (weeks * usual + 1);
        }
        if (compared < COMPARED_MIN || sign * (now - before) <= BEYOND * before) {
            return false;
        }
        double mean = trimmed(ratios, compared, span / WEEK);
        double error = Math.sqrt(variance) / compared * TRIMMED;
        return mean > LIMIT * error && mean > BEYOND;
    }

    /** Mean without the given number of extremes on each side. */
    private static double trimmed(double[] values, int count, int extremes) {
        Arrays.sort(values, 0, count);
        double sum = 0;
        for (int i = extremes; i < count - extremes; i++) {
            sum += values[i];
        }
        return sum / (count - 2 * extremes);
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

    /** Mean of the same weekday before the span. */
    private static double usual(long[] days, int day, int span, boolean arithmetic) {
        double sum = 0;
        int weeks = 0;
        for (int d = day - WEEK; d >= 0; d -= WEEK) {
            if (d < days.length - span && days[d] >= 0) {
                sum += arithmetic ? days[d] : StrictMath.log(days[d] + 0.5);
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
    private static double ownVariance(long[] days) {
        double shift = shift(days);
        double sum = PRIOR_DAYS * PRIOR_VARIANCE;
        double of = PRIOR_DAYS;
        for (int d = WEEK; d < days.length; d++) {
            if (days[d] < 0 || days[d - WEEK] < 0) {
                continue;
            }
            double ratio =
                    StrictMath.log((days[d] + 0.5) / (days[d - WEEK] + 0.5)) - (d >= days.length - WEEK ? shift : 0);
            double counts = 1 / (days[d] + 1.0) + 1 / (days[d - WEEK] + 1.0);
            sum += (Math.min(ratio * ratio, NOISE_MAX * NOISE_MAX) - counts) / 2;
            of++;
        }
        return Math.max(sum / of, VARIANCE_MIN);
    }

    /** Mean log ratio of the last week to the one before. */
    private static double shift(long[] days) {
        double sum = 0;
        int compared = 0;
        for (int d = days.length - WEEK; d < days.length; d++) {
            if (days[d] >= 0 && days[d - WEEK] >= 0) {
                sum += StrictMath.log((days[d] + 0.5) / (days[d - WEEK] + 0.5));
                compared++;
            }
        }
        return compared == 0 ? 0 : sum / compared;
    }
}
