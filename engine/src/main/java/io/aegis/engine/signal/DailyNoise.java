package io.aegis.engine.signal;

/** How much a customer's days stray beyond what counts do. */
final class DailyNoise {

    private static final double PRIOR_VARIANCE = 0.1;
    private static final double PRIOR_DAYS = 40;
    private static final double VARIANCE_MIN = 0.01;
    /** Calls a day up to which the counts tell more of it than their logs. */
    private static final double FEW_CALLS = 15;

    private static final double RATIO_MAX = 1.6;

    private DailyNoise() {}

    /**
     * Variance of the log of a day's calls beyond that of counts, from weekdays a week apart without the move that is
     * tested, shrunk towards a prior that weighs more than they do: what five weeks say of it is wrong by a third, and
     * too little of it is what false moves come of. The largest of three estimates: days with few calls tell little of
     * it, but those of a customer who calls in bursts may be the only ones that do.
     *
     * @param days calls of days, oldest first; -1 for a day that says nothing
     * @param from where the days begin that may have moved
     */
    static double variance(long[] days, double[] logs, int from) {
        double shift = shift(days, logs, from);
        double all = PRIOR_DAYS * PRIOR_VARIANCE;
        double ofAll = PRIOR_DAYS;
        double telling = all;
        double ofTelling = ofAll;
        for (int d = Trend.WEEK; d < days.length; d++) {
            if (days[d] < 0 || days[d - Trend.WEEK] < 0) {
                continue;
            }
            double ratio = logs[d] - logs[d - Trend.WEEK] - (d >= from && d - Trend.WEEK < from ? shift : 0);
            double counts = (1 / (days[d] + 1.0) + 1 / (days[d - Trend.WEEK] + 1.0)) / 2;
            double own = Math.min(ratio * ratio, RATIO_MAX * RATIO_MAX) / 2 - counts;
            all += own;
            ofAll++;
            double weight = PRIOR_VARIANCE / (PRIOR_VARIANCE + counts);
            telling += weight * weight * own;
            ofTelling += weight * weight;
        }
        double ofLogs = Math.max(all / ofAll, telling / ofTelling);
        return Math.max(VARIANCE_MIN, Math.max(ofLogs, ofCounts(days, from, StrictMath.exp(-shift))));
    }

    /**
     * The same from the squared differences of the counts, which the logs of a customer of few calls a day hide: one
     * whose calls come several at a time has days without any. 0 for others, where bursts would carry it.
     */
    private static double ofCounts(long[] days, int from, double back) {
        double beyond = 0;
        double calls = 0;
        int pairs = 0;
        for (int d = Trend.WEEK; d < days.length; d++) {
            if (days[d] < 0 || days[d - Trend.WEEK] < 0) {
                continue;
            }
            double scale = d >= from && d - Trend.WEEK < from ? back : 1;
            double now = days[d] * scale;
            double before = days[d - Trend.WEEK];
            beyond += ((now - before) * (now - before) - (now * scale + before)) / 2;
            calls += (now + before) / 2;
            pairs++;
        }
        double mean = calls / pairs;
        return calls == 0 || mean > FEW_CALLS
                ? 0
                : (beyond / (mean * mean) + PRIOR_DAYS * PRIOR_VARIANCE) / (pairs + PRIOR_DAYS);
    }

    /** Mean log ratio of the days since a place to those a week earlier that lie before it. */
    private static double shift(long[] days, double[] logs, int from) {
        double sum = 0;
        int compared = 0;
        for (int d = Math.max(Trend.WEEK, from); d < Math.min(days.length, from + Trend.WEEK); d++) {
            if (days[d] >= 0 && days[d - Trend.WEEK] >= 0) {
                sum += logs[d] - logs[d - Trend.WEEK];
                compared++;
            }
        }
        return compared == 0 ? 0 : sum / compared;
    }
}
