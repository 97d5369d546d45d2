package io.aegis.engine.signal;

/**
 * Whether the last 7 complete UTC days differ from the 7 before by more than 20 % and by more than the customer's own
 * noise.
 *
 * <p>The test pairs each weekday with the same one a week earlier, so a weekly rhythm cancels. It asks two things of the
 * log ratios of the pairs: that their mean without the one furthest out still shows more than 20 % (one odd day proves
 * nothing), and that Student's t of all seven is beyond {@value #T_LIMIT} (6 degrees of freedom, 1 % two-sided is 3.7);
 * small counts are widened by their Poisson error.
 */
final class Trend {

    static final int WEEK = 7;
    /** With fewer pairs of days nothing new is said. */
    static final int PAIRS_MIN = 4;

    private static final double T_LIMIT = 2.6;
    private static final double UP = StrictMath.log(1.2);
    private static final double DOWN = StrictMath.log(0.8);

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
     * @param before calls of days of a week, oldest first; at least {@value #PAIRS_MIN}
     * @param last calls of the same weekdays a week later
     */
    static Way way(long[] before, long[] last) {
        double change = change(before, last);
        if (change > -0.2 && change < 0.2) {
            return Way.STABLE;
        }
        int pairs = before.length;
        double[] ratio = new double[pairs];
        double mean = 0;
        double poisson = 0;
        for (int i = 0; i < pairs; i++) {
            ratio[i] = StrictMath.log((last[i] + 1.0) / (before[i] + 1.0));
            mean += ratio[i] / pairs;
            poisson += (1.0 / (last[i] + 1) + 1.0 / (before[i] + 1)) / pairs;
        }
        int sign = change > 0 ? 1 : -1;
        double square = 0;
        double furthest = Double.NEGATIVE_INFINITY;
        for (double r : ratio) {
            square += (r - mean) * (r - mean);
            furthest = Math.max(furthest, sign * r);
        }
        double variance = Math.max(square / (pairs - 1), poisson);
        double t = sign * mean / Math.sqrt(variance / pairs);
        double without = (sign * mean * pairs - furthest) / (pairs - 1);
        boolean moved = t > T_LIMIT && without > (sign > 0 ? UP : -DOWN);
        return !moved ? Way.STABLE : sign > 0 ? Way.INCREASING : Way.DECLINING;
    }

    /** Relative move from the first days to the second; 0 against 0 is 0, something against 0 is 1. */
    static double change(long[] before, long[] last) {
        long old = sum(before);
        long now = sum(last);
        if (old == 0) {
            return now == 0 ? 0 : 1;
        }
        return (double) (now - old) / old;
    }

    static long sum(long[] days) {
        long sum = 0;
        for (long day : days) {
            sum += day;
        }
        return sum;
    }
}
