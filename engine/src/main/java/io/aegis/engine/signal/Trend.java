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
     * @param before calls of seven days, oldest first
     * @param last calls of the seven days after them
     */
    static Way way(long[] before, long[] last) {
        double change = change(before, last);
        if (change > -0.2 && change < 0.2) {
            return Way.STABLE;
        }
        double[] ratio = new double[WEEK];
        double mean = 0;
        double poisson = 0;
        for (int i = 0; i < WEEK; i++) {
            ratio[i] = StrictMath.log((last[i] + 1.0) / (before[i] + 1.0));
            mean += ratio[i] / WEEK;
            poisson += (1.0 / (last[i] + 1) + 1.0 / (before[i] + 1)) / WEEK;
        }
        double square = 0;
        double furthest = 0;
        for (double r : ratio) {
            square += (r - mean) * (r - mean);
            double away = change > 0 ? r : -r;
            furthest = Math.max(furthest, away);
        }
        double variance = Math.max(square / (WEEK - 1), poisson);
        double t = mean / Math.sqrt(variance / WEEK);
        double without = (mean * WEEK - (change > 0 ? furthest : -furthest)) / (WEEK - 1);
        if (change > 0) {
            return without > UP && t > T_LIMIT ? Way.INCREASING : Way.STABLE;
        }
        return without < DOWN && t < -T_LIMIT ? Way.DECLINING : Way.STABLE;
    }

    /** Relative move from the first week to the second; 0 against 0 is 0, something against 0 is 1. */
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
