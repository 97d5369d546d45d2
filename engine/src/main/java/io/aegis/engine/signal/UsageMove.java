package io.aegis.engine.signal;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/**
 * Whether the level of a customer's days has moved, at whichever day it did.
 *
 * <p>The mean over the onsets of the last weeks, any of which is as likely, of a likelihood ratio (the Shiryaev-Roberts
 * way: Pollak 1985, Annals of Statistics 13): two levels, before and since, against a single one. The counts are quasi-Poisson
 * (McCullagh and Nelder 1989, section 9): a day strays by a multiple of its mean, which is {@linkplain #noise learned}
 * for the same onset, so that a move does not count as noise, and which divides the logarithm of the ratio. A weekly
 * rhythm is divided out beforehand.
 *
 * <p>Odd days prove nothing: a burst before counts as the others of its weekday do, a growth as the middle of the days
 * since does, and of every week since the day that tells most tells no more than the next.
 */
final class UsageMove {

    /**
     * Logarithm of the odds that are asked, in nats. More is asked of a growth: most of those who can have one have many
     * calls, whose levels are known so well that their noise is what is left to be wrong about.
     */
    private static final double DECLINE = 3.8;

    private static final double GROWTH = 4.8;

    private static final int ONSET_DAYS_MIN = Trend.WEEK;
    private static final int DECLINE_DAYS_MAX = 4 * Trend.WEEK;
    /** A level strays upwards for long, and those who grow are found soon. */
    private static final int GROWTH_DAYS_MAX = 17;

    /** How far a day may lie from what is usual: so many times, and beyond chance. */
    private static final double CALM = 1.6;

    private static final double CALM_SINCE = 1.4;
    /** The same where noise is learned, which is made of odd days too. */
    private static final double WIDE = 4;
    /** Standard errors of a count. */
    private static final double CHANCE = 2;

    /** Calls by which a weekday is drawn to the others: few calls tell of no rhythm. */
    private static final double RHYTHM_CALLS = 10;

    private static final double RHYTHM_MIN = 0.02;
    /** Level of a week that strays for longer than days do: variance of the logarithm, before and since together. */
    private static final double LEVEL_STRAYS = 0.003;
    /** A good or bad day carries over into the next, so noise counts for more. */
    private static final double CARRIED = 1.6;
    /** What is presumed of noise, as many days' worth: calls that come by the fifth more than one, days that stray by 0.2. */
    private static final double PRIOR_DAYS = 20;

    private static final double PRIOR_CALLS = 1.2;
    private static final double PRIOR_VARIANCE = 0.04;
    /** Rhythm and level are learned from the same days. */
    private static final int LEARNED = Trend.WEEK + 1;

    private final long[] days;
    private final OlderWeeks.Level older;
    /** Of the weekdays, 1 on average. */
    private final double[] rhythm;

    private final Running known;
    /** Days of average calls that the days are worth. */
    private final Running worth;

    private final Running calls;
    private final Running calm;
    private final Running wide;
    private final Running squares;

    /** Calls of some days and what days of average calls they are worth. */
    private record Part(double calls, double worth) {
        double level() {
            return calls / worth;
        }

        /** More than the least move, in the direction of the sign. */
        boolean isBeyond(Part before, int sign) {
            return sign * (level() - before.level()) > Trend.BEYOND * before.level();
        }

        /** Part of the logarithm of a likelihood ratio. */
        double nats(double common) {
            return calls > 0 ? calls * StrictMath.log(level() / common) : 0;
        }
    }

    /** Sums of all days up to each. */
    private final class Running {
        private final double[] sums = new double[days.length + 1];

        Running(IntToDoubleFunction ofDay) {
            for (int d = 0; d < days.length; d++) {
                sums[d + 1] = sums[d] + (days[d] < 0 ? 0 : ofDay.applyAsDouble(d));
            }
        }

        double before(int day) {
            return sums[day];
        }

        double since(int day) {
            return sums[days.length] - sums[day];
        }
    }

    /**
     * @param days calls of complete days, oldest first; -1 for a day that says nothing
     * @param older what was usual before the days
     */
    UsageMove(long[] days, OlderWeeks.Level older) {
        this.days = days;
        this.older = older;
        double[] others = others(days);
        double[] lowered = new double[days.length];
        Arrays.setAll(lowered, d -> lowered((double) days[d], others[d], CALM, CHANCE));
        rhythm = rhythm(days, lowered);
        known = new Running(d -> 1);
        worth = new Running(d -> rhythm[d % Trend.WEEK]);
        calls = new Running(d -> (double) days[d]);
        calm = new Running(d -> lowered[d]);
        Arrays.setAll(others, d -> lowered((double) days[d], others[d], WIDE, 2 * CHANCE));
        wide = new Running(d -> others[d]);
        squares = new Running(d -> others[d] * others[d] / rhythm[d % Trend.WEEK]);
    }

    /** Mean of the other days of each day's weekday; the day's own where it is the only one. */
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
    private static double lowered(double calls, double usual, double times, double chances) {
        return Math.min(calls, Math.max(usual * times, usual + chances * Math.sqrt(Math.max(0, usual) + 1)));
    }

    /** The same, and not below by more either. */
    private static double drawn(double calls, double usual, double times, double chances) {
        double least = Math.min(usual / times, usual - chances * Math.sqrt(usual + 1));
        return Math.max(lowered(calls, usual, times, chances), least);
    }

    /** Weekdays of whole weeks, drawn to each other where there are few calls; all alike without any. */
    private static double[] rhythm(long[] days, double[] lowered) {
        double[] sums = new double[Trend.WEEK];
        int[] count = new int[Trend.WEEK];
        for (int d = days.length % Trend.WEEK; d < days.length; d++) {
            sums[d % Trend.WEEK] += days[d] < 0 ? 0 : lowered[d];
            count[d % Trend.WEEK] += days[d] < 0 ? 0 : 1;
        }
        double mean =
                Arrays.stream(sums).sum() / Math.max(1, Arrays.stream(count).sum());
        double[] rhythm = new double[Trend.WEEK];
        Arrays.setAll(rhythm, w -> (sums[w] + RHYTHM_CALLS) / (count[w] * mean + RHYTHM_CALLS));
        double average = Arrays.stream(rhythm).sum() / Trend.WEEK;
        Arrays.setAll(rhythm, w -> Math.max(RHYTHM_MIN, rhythm[w] / average));
        return rhythm;
    }

    boolean isGrowth() {
        return isMoved(1, GROWTH_DAYS_MAX, GROWTH);
    }

    boolean isDecline() {
        return isMoved(-1, DECLINE_DAYS_MAX, DECLINE);
    }

    private boolean isMoved(int sign, int daysMax, double limit) {
        int earliest = Math.max(Trend.WEEK, days.length - daysMax);
        double likelihoods = 0;
        for (int onset = days.length - ONSET_DAYS_MIN; onset >= earliest; onset--) {
            likelihoods += StrictMath.expm1(nats(onset, sign));
        }
        return likelihoods > (daysMax - ONSET_DAYS_MIN + 1) * StrictMath.exp(limit);
    }

    /** What speaks for two levels against one. */
    private double nats(int onset, int sign) {
        Part kept = new Part((sign < 0 ? calm : calls).before(onset), worth.before(onset));
        Part all = new Part(calls.since(onset), worth.since(onset));
        if (known.before(onset) < Trend.WEEK
                || known.since(onset) < Trend.COMPARED_MIN
                || kept.calls == 0
                || !all.isBeyond(kept, sign)) {
            return 0;
        }
        Part since = new Part(told(onset, sign, kept.level()), all.worth);
        OlderWeeks.Level said = older.besides(days, onset);
        double olderDays = said.weeks() * Trend.WEEK;
        Part before = new Part(kept.calls + olderDays * said.callsPerDay(), kept.worth + olderDays);
        if (!since.isBeyond(before, sign)) {
            return 0;
        }
        double noise = noise(onset, (since.calls + kept.calls) / (since.worth + kept.worth));
        double common = (since.calls + before.calls) / (since.worth + before.worth);
        double strays = LEVEL_STRAYS * common / (1 / since.worth + 1 / before.worth);
        return (since.nats(common) + before.nats(common)) / (noise + strays);
    }

    /**
     * By how many times a day strays more than a count does: Pearson's statistic over its degrees of freedom, with the
     * days before and since an onset each on their own level, and with what is presumed of any customer.
     */
    private double noise(int onset, double level) {
        double strays = strays(wide.before(onset), worth.before(onset), squares.before(onset))
                + strays(wide.since(onset), worth.since(onset), squares.since(onset));
        double told = Math.max(1, known.before(days.length) - LEARNED);
        double presumed = PRIOR_DAYS * (PRIOR_CALLS + PRIOR_VARIANCE * level);
        return 1 + CARRIED * Math.max(0, (strays + presumed) / (told + PRIOR_DAYS) - 1);
    }

    private static double strays(double calls, double worth, double squares) {
        return (squares - calls * calls / worth) / (calls / worth + 0.1);
    }

    /** The calls since an onset, where the days that tell most tell no more than the next. */
    private double told(int onset, int sign, double before) {
        double[] since = sign > 0 ? middling(onset) : since(onset);
        double[] ratios = new double[since.length];
        int count = 0;
        for (int i = 0; i < since.length; i++) {
            if (days[onset + i] >= 0) {
                ratios[count++] = sign * (since[i] + 0.5) / usual(onset + i, before);
            }
        }
        Arrays.sort(ratios, 0, count);
        double next = sign * ratios[count - 1 - Math.max(1, count / Trend.WEEK)];
        double sum = 0;
        for (int i = 0; i < since.length; i++) {
            if (days[onset + i] >= 0) {
                double most = Math.max(0, next * usual(onset + i, before) - 0.5);
                sum += sign > 0 ? Math.min(since[i], most) : Math.max(since[i], most);
            }
        }
        return sum;
    }

    private double usual(int day, double level) {
        return level * rhythm[day % Trend.WEEK] + 0.5;
    }

    private double[] since(int onset) {
        double[] since = new double[days.length - onset];
        Arrays.setAll(since, i -> (double) days[onset + i]);
        return since;
    }

    /** The days since an onset, drawn to the middle one of them: bursts are no growth. */
    private double[] middling(int onset) {
        double[] levels = new double[days.length - onset];
        int count = 0;
        for (int d = onset; d < days.length; d++) {
            if (days[d] >= 0) {
                levels[count++] = days[d] / rhythm[d % Trend.WEEK];
            }
        }
        Arrays.sort(levels, 0, count);
        double middle = (levels[count / 2] + levels[(count - 1) / 2]) / 2;
        double[] since = since(onset);
        Arrays.setAll(since, i -> drawn(since[i], middle * rhythm[(onset + i) % Trend.WEEK], CALM_SINCE, CHANCE));
        return since;
    }
}
