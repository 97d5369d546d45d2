package io.aegis.engine.signal;

import java.util.Arrays;

/**
 * The weekly rhythm of a customer's days, and how far a day may lie from what is usual: odd days prove nothing, so they are
 * drawn to the others of their weekday.
 */
final class Weekdays {

    /** How far a day may lie from what is usual: so many times, and beyond chance. */
    private static final double CALM = 1.6;
    /** The same where noise is learned, which is made of odd days too. */
    private static final double WIDE = 4;
    /** Standard errors of a count. */
    static final double CHANCE = 2;

    /** Calls by which a weekday is drawn to the others: few calls tell of no rhythm. */
    private static final double RHYTHM_CALLS = 10;

    private static final double RHYTHM_MIN = 0.02;
    /** Share of an average day below which a weekday says nothing by itself. */
    private static final double TELLING = 0.2;

    private final long[] days;
    /** Mean of the other days of each day's weekday. */
    private final double[] others;
    /** Of the weekdays, 1 on average. */
    private final double[] rhythm;

    /** @param days calls of complete days, oldest first; -1 for a day that says nothing */
    Weekdays(long[] days) {
        this.days = days;
        others = others(days);
        rhythm = rhythm();
    }

    /** Days of average calls that a day is worth. */
    double worth(int day) {
        return rhythm[day % Trend.WEEK];
    }

    /** Whether a day by itself says something: a Sunday of those who work on weekdays does not. */
    boolean tells(int day) {
        return days[day] >= 0 && worth(day) >= TELLING;
    }

    /** How many weekdays tell. */
    int telling() {
        int count = 0;
        for (double each : rhythm) {
            count += each >= TELLING ? 1 : 0;
        }
        return count;
    }

    /** The calls of a day, a burst as the others of its weekday. */
    double calm(int day) {
        return lowered((double) days[day], others[day], CALM, CHANCE);
    }

    /** The same, less strictly. */
    double wide(int day) {
        return lowered((double) days[day], others[day], WIDE, 2 * CHANCE);
    }

    /** The day's own calls where it is the only one of its weekday. */
    private static double[] others(long[] days) {
        double[] sums = new double[Trend.WEEK];
        int[] count = new int[Trend.WEEK];
        for (int d = 0; d < days.length; d++) {
            sums[d % Trend.WEEK] += Math.max(0, days[d]);
            count[d % Trend.WEEK] += days[d] >= 0 ? 1 : 0;
        }
        double[] others = new double[days.length];
        Arrays.setAll(others, d -> {
            int weekday = d % Trend.WEEK;
            return count[weekday] > 1 ? (sums[weekday] - days[d]) / (count[weekday] - 1) : (double) days[d];
        });
        return others;
    }

    /** A day's calls, not above what is usual by more than so many times and so many standard errors. */
    static double lowered(double calls, double usual, double times, double chances) {
        return Math.min(calls, Math.max(usual * times, usual + chances * Math.sqrt(Math.max(0, usual) + 1)));
    }

    /** The same, and not below by more either. */
    static double drawn(double calls, double usual, double times, double chances) {
        double least = Math.min(usual / times, usual - chances * Math.sqrt(usual + 1));
        return Math.max(lowered(calls, usual, times, chances), least);
    }

    /** Weekdays of whole weeks, drawn to each other where there are few calls; all alike without any. */
    private double[] rhythm() {
        double[] sums = new double[Trend.WEEK];
        int[] count = new int[Trend.WEEK];
        for (int d = days.length % Trend.WEEK; d < days.length; d++) {
            sums[d % Trend.WEEK] += days[d] < 0 ? 0 : calm(d);
            count[d % Trend.WEEK] += days[d] < 0 ? 0 : 1;
        }
        double mean =
                Arrays.stream(sums).sum() / Math.max(1, Arrays.stream(count).sum());
        double[] drawn = new double[Trend.WEEK];
        Arrays.setAll(drawn, w -> (sums[w] + RHYTHM_CALLS) / (count[w] * mean + RHYTHM_CALLS));
        double average = Arrays.stream(drawn).sum() / Trend.WEEK;
        Arrays.setAll(drawn, w -> Math.max(RHYTHM_MIN, drawn[w] / average));
        return drawn;
    }
}
