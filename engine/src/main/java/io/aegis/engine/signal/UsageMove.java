package io.aegis.engine.signal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The last days of a customer set against the same weekdays before them.
 *
 * <p>Two statistics have to agree, each {@value #DECLINE} standard errors from no move for a
 * decline and {@value #GROWTH} for a growth: the {@linkplain #logsMoved mean
 * of the days' log ratios}, which bursts cannot carry, and the {@linkplain #countsMoved counts taken together}, which
 * tell most where days have few calls. In both an odd day a week proves nothing.
 *
 * <p>The variance of a day is that of counts plus the customer's {@linkplain DailyNoise own}, counted {@value #CARRIED}
 * times, because a good or bad day carries over into the next.
 */
final class UsageMove {

    /** What is less is no move, as a share and as a log ratio. */
    private static final double BEYOND = 0.2;

    /** Declines are asked less surely: most of those who can have one have fewer calls than one who can grow. */
    private static final double DECLINE = 2.55;

    private static final double GROWTH = 2.8;
    /** Neighbouring days are alike by 0.3: the mean of a week strays as that of 7 / 1.86 days would. */
    private static final double CARRIED = 1.86;
    /** Widens the error for the extremes that are left out. */
    private static final double TRIMMED = 1.08;

    private static final double RATIO_MAX = 1.6;
    /** A usual that was learned from no call at all is not certain either. */
    private static final double VARIANCE_MIN = 0.2;

    private final long[] days;
    private final double[] logs;
    private final int from;
    /** Variance of a day's log beyond that of counts. */
    private final double own;
    /** Older weeks that tell of the level before too. */
    private final double olderWeeks;
    /** By how much they raise what the kept days say. */
    private final double raised;

    /** A day set against its weekday before; the ratio is larger the more it tells. */
    private record Day(int weekday, long calls, double usual, double weeks, double ratio) {}

    /** The comparable days of the span in the order of their ratios, and their sums. */
    private record Compared(List<Day> days, double now, double before) {
        /** More than the least move, in the direction of the sign. */
        boolean isBeyond(int sign) {
            return days.size() >= Trend.COMPARED_MIN && sign * (now - before) > BEYOND * before;
        }
    }

    /**
     * @param days calls of complete days, oldest first; -1 for a day that says nothing
     * @param logs of the calls and a half
     * @param span how many of the last are set against those before
     * @param older what was usual before the days
     */
    UsageMove(long[] days, double[] logs, int span, OlderWeeks.Level older) {
        this.days = days;
        this.logs = logs;
        this.from = days.length - span;
        own = CARRIED * DailyNoise.variance(days, logs, from);
        OlderWeeks.Level said = older.besides(days, from);
        olderWeeks = said.weeks();
        raised = said.raises(days, from);
    }

    /**
     * Whether the sums alone leave a move possible: most customers stay on most days, and all of them are looked at
     * when a day ends. A decline is asked of the geometric mean too, which never lies above the arithmetic one here.
     */
    static boolean isPossible(long[] days, int span, OlderWeeks.Level older) {
        int from = days.length - span;
        double now = 0;
        double before = 0;
        for (int d = from; d < days.length; d++) {
            long sum = 0;
            int weeks = 0;
            for (int b = d % Trend.WEEK; b < from; b += Trend.WEEK) {
                sum += Math.max(0, days[b]);
                weeks += days[b] >= 0 ? 1 : 0;
            }
            if (weeks > 0 && days[d] >= 0) {
                now += days[d];
                before += (double) sum / weeks;
            }
        }
        double usual = older.besides(days, from).raises(days, from) * before;
        return Math.abs(now - usual) > BEYOND * usual;
    }

    boolean isGrowth() {
        return logsMoved(1) && countsMoved(1);
    }

    boolean isDecline() {
        return logsMoved(-1) && countsMoved(-1);
    }

    /**
     * The mean of the days' log ratios without the extremes, each weighted by what its day's calls can prove. A growth
     * is measured against the arithmetic mean of a weekday, a decline against the geometric one: each against the level
     * that is harder to pass when odd days are among those before.
     */
    private boolean logsMoved(int sign) {
        Compared compared = compared(sign, sign > 0 ? Weekday::mean : Weekday::geometricMean);
        if (!compared.isBeyond(sign)) {
            return false;
        }
        double level = sign > 0 ? 1 : compared.now / compared.before;
        int count = compared.days.size();
        int extremes = extremes();
        double weights = 0;
        double kept = 0;
        double sum = 0;
        for (int i = 0; i < count; i++) {
            Day day = compared.days.get(i);
            double weight =
                    1 / (own * (1 + 1.0 / day.weeks) + 1 / (day.usual * level + 1) + 1 / (day.weeks * day.usual + 1));
            weights += weight;
            if (i >= extremes && i < count - extremes) {
                kept += weight;
                sum += weight * Math.clamp(StrictMath.log(day.ratio), -RATIO_MAX, RATIO_MAX);
            }
        }
        double mean = sum / kept;
        return mean > BEYOND && mean > limit(sign) * TRIMMED / Math.sqrt(weights);
    }

    /**
     * The calls of all days together, each divided by how much more it strays than a count, so that the sum strays as
     * a count does; so are the usual ones. The likelihood ratio of the two is right for few calls too.
     */
    private boolean countsMoved(int sign) {
        Compared compared = compared(sign, sign > 0 ? Weekday::mean : Weekday::calmMean);
        if (!compared.isBeyond(sign) || compared.before == 0) {
            return false;
        }
        double[] weekdays = new double[Trend.WEEK];
        double usual = 0;
        for (Day day : compared.days) {
            weekdays[day.weekday] += weight(day);
            usual += weight(day) * day.usual;
        }
        double strays = 0;
        for (Day day : compared.days) {
            double variance = day.usual + own * day.usual * day.usual + VARIANCE_MIN;
            strays += weight(day) * weekdays[day.weekday] * variance / day.weeks;
        }
        double now = weighted(compared.days, sign);
        double counts = usual * usual / strays;
        double common = (now + counts) / (usual + counts);
        double likelihood =
                (now > 0 ? now * StrictMath.log(now / (common * usual)) : 0) - counts * StrictMath.log(common);
        return sign * StrictMath.log((now + 0.5) / (usual + 0.5)) > BEYOND
                && 2 * likelihood > limit(sign) * limit(sign);
    }

    /** The sum of the calls, where the days that tell most tell no more than the next. */
    private double weighted(List<Day> sorted, int sign) {
        int extremes = extremes();
        double next = sorted.get(sorted.size() - 1 - extremes).ratio;
        double sum = 0;
        for (int i = 0; i < sorted.size(); i++) {
            Day day = sorted.get(i);
            double calls = day.calls;
            if (i >= sorted.size() - extremes) {
                double most = Math.max(0, (day.usual + 0.5) * (sign > 0 ? next : 1 / next) - 0.5);
                calls = sign > 0 ? Math.min(calls, most) : Math.max(calls, most);
            }
            sum += weight(day) * calls;
        }
        return sum;
    }

    private static double limit(int sign) {
        return sign > 0 ? GROWTH : DECLINE;
    }

    private double weight(Day day) {
        return 1 / (1 + own * day.usual);
    }

    private int extremes() {
        return (days.length - from) / Trend.WEEK;
    }

    private Compared compared(int sign, ToDoubleFunction<Weekday> level) {
        List<Day> compared = new ArrayList<>();
        double now = 0;
        double before = 0;
        for (int d = from; d < days.length; d++) {
            Weekday weekday = new Weekday(days, logs, d, from);
            if (weekday.weeks() == 0 || days[d] < 0) {
                continue;
            }
            double usual = raised * level.applyAsDouble(weekday);
            now += days[d];
            before += usual;
            double ratio = (days[d] + 0.5) / (usual + 0.5);
            compared.add(new Day(
                    d % Trend.WEEK, days[d], usual, weekday.weeks() + olderWeeks, sign > 0 ? ratio : 1 / ratio));
        }
        compared.sort(Comparator.comparingDouble(Day::ratio));
        return new Compared(compared, now, before);
    }
}
