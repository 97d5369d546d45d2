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
 * <p>Odd days prove nothing: a burst before counts as the others of its weekday and the middle day do, a growth as the
 * middle of the days since does, and of every week since the day that tells most tells no more than the next. What is over
 * ({@link Latest}) and what leads back to where usage was ({@link FormerLevels}) is no move.
 */
final class UsageMove {

    /** Logarithm of the odds that are asked, in nats: twenty to one. */
    private static final double ODDS = 3.0;

    private static final int ONSET_DAYS_MIN = Trend.WEEK;
    private static final int ONSET_DAYS_MAX = 4 * Trend.WEEK;

    /** Level of a week that strays for longer than days do: variance of the logarithm, before and since together. */
    private static final double LEVEL_STRAYS = 0.003;
    /** A good or bad day carries over into the next, so noise counts for more. */
    private static final double CARRIED = 1.6;
    /** What is presumed of noise, as many days' worth: calls that come by the fifth more than one, days that stray by 0.2. */
    private static final double PRIOR_DAYS = 20;

    private static final double PRIOR_CALLS = 1.2;
    private static final double PRIOR_VARIANCE = 0.04;
    /** Gaps of those who seldom call differ by so many times. */
    private static final double GAP = 1.5;

    private final long[] days;
    private final UsageDays kept;
    private final OlderWeeks older;
    private final Weekdays weekdays;
    private final Levels levels;

    private final Running known;
    private final Running telling;
    /** Days of average calls that the days are worth. */
    private final Running worth;

    private final Running calls;
    private final Running wide;
    private final Running squares;

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
            return between(day, days.length);
        }

        double between(int from, int to) {
            return sums[to] - sums[from];
        }
    }

    UsageMove(UsageDays kept) {
        this.kept = kept;
        days = kept.calls();
        older = kept.older();
        weekdays = new Weekdays(days);
        levels = new Levels(days, weekdays);
        known = new Running(d -> 1);
        telling = new Running(d -> weekdays.tells(d) ? 1 : 0);
        worth = new Running(weekdays::worth);
        calls = new Running(d -> (double) days[d]);
        wide = new Running(weekdays::wide);
        squares = new Running(d -> weekdays.wide(d) * weekdays.wide(d) / weekdays.worth(d));
    }

    boolean isGrowth() {
        return isMoved(1);
    }

    boolean isDecline() {
        return !isUsualGap() && isMoved(-1);
    }

    /**
     * Whether the customer is silent for not much longer than before, as those who call once a month are. Gaps of less
     * than a week are its rhythm.
     */
    private boolean isUsualGap() {
        int longest = 0;
        int gap = 0;
        for (long calls : days) {
            longest = calls > 0 ? Math.max(longest, gap) : longest;
            gap = calls > 0 ? 0 : gap + 1;
        }
        return longest >= Trend.WEEK && gap > 0 && gap <= GAP * longest;
    }

    /** Calls of the week before the day on which a decline is likeliest to have begun; bursts as other days. */
    double weekBefore() {
        return levels.weekBefore(likeliest(nats(-1)));
    }

    /** Of each onset that may be, by its day. */
    private double[] nats(int sign) {
        double[] nats = new double[Math.max(0, days.length - ONSET_DAYS_MIN + 1)];
        for (int onset = earliest(); onset < nats.length; onset++) {
            nats[onset] = nats(onset, sign);
        }
        return nats;
    }

    /** The latest where nothing speaks for any. */
    private static int likeliest(double[] nats) {
        int likeliest = nats.length - 1;
        for (int onset = likeliest; onset >= 0; onset--) {
            likeliest = nats[onset] > nats[likeliest] ? onset : likeliest;
        }
        return likeliest;
    }

    private int earliest() {
        return Math.max(kept.settled(), days.length - ONSET_DAYS_MAX);
    }

    private boolean isMoved(int sign) {
        double[] nats = nats(sign);
        double likelihoods = 0;
        for (int onset = nats.length - 1; onset >= 0; onset--) {
            likelihoods += StrictMath.expm1(nats[onset]);
        }
        return likelihoods > (ONSET_DAYS_MAX - ONSET_DAYS_MIN + 1) * StrictMath.exp(ODDS)
                && !leadsBack(likeliest(nats), sign);
    }

    private boolean leadsBack(int onset, int sign) {
        Stretch own = own(onset, sign);
        Stretch since = since(onset, sign, own);
        double week = Trend.weekCalls(days, days.length) / Trend.WEEK;
        double now = sign > 0 ? Math.min(week, since.level()) : since.level();
        FormerLevels former =
                new FormerLevels(older, (from, to) -> new Stretch(calls.between(from, to), worth.between(from, to)));
        return former.include(new Stretch(now * since.worth(), since.worth()), onset, sign, noise(onset, own, since));
    }

    /** The kept days before an onset. */
    private Stretch own(int onset, int sign) {
        return new Stretch(sign < 0 ? levels.before(onset) : calls.before(onset), worth.before(onset));
    }

    private Stretch since(int onset, int sign, Stretch own) {
        return new Stretch(told(onset, sign, own.level()), worth.since(onset));
    }

    /** What speaks for two levels against one. */
    private double nats(int onset, int sign) {
        Stretch own = own(onset, sign);
        if (known.before(onset) < Trend.WEEK
                || known.since(onset) < Trend.COMPARED_MIN
                || own.calls() == 0
                || !new Stretch(calls.since(onset), worth.since(onset)).isBeyond(own, sign)) {
            return 0;
        }
        Stretch since = since(onset, sign, own);
        OlderWeeks.Level said = older.besides(days, onset);
        double olderDays = said.weeks() * Trend.WEEK;
        Stretch before = own.plus(new Stretch(olderDays * said.callsPerDay(), olderDays));
        if (!since.isBeyond(before, sign)) {
            return 0;
        }
        double noise = noise(onset, own, since);
        if (!Latest.lieOn(days, weekdays, onset, before.level(), since.level(), noise)) {
            return 0;
        }
        double strays = LEVEL_STRAYS * since.plus(before).level() / (1 / since.worth() + 1 / before.worth());
        return Stretch.nats(since, before) / (noise + strays);
    }

    /**
     * By how many times a day strays more than a count does: Pearson's statistic over its degrees of freedom, with the
     * days before and since an onset each on their own level, and with what is presumed of any customer.
     */
    private double noise(int onset, Stretch own, Stretch since) {
        double strays = strays(wide.before(onset), worth.before(onset), squares.before(onset))
                + strays(wide.since(onset), worth.since(onset), squares.since(onset));
        double told = Math.max(1, telling.before(days.length) - weekdays.telling() - 1);
        double presumed =
                PRIOR_DAYS * (PRIOR_CALLS + PRIOR_VARIANCE * since.plus(own).level());
        return 1 + CARRIED * Math.max(0, (strays + presumed) / (told + PRIOR_DAYS) - 1);
    }

    private static double strays(double calls, double worth, double squares) {
        return (squares - calls * calls / worth) / (calls / worth + 0.1);
    }

    /** The calls since an onset, where the days that tell most tell no more than the next. */
    private double told(int onset, int sign, double before) {
        double[] since = sign > 0 ? levels.middling(onset) : levels.since(onset);
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
        return level * weekdays.worth(day) + 0.5;
    }
}
