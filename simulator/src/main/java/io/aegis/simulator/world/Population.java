package io.aegis.simulator.world;

/**
 * What the companies of a world are like, before anything happens to them.
 *
 * @param customers how many there are besides the four named ones
 * @param callsMedian usual calls a day of the middle company
 * @param callsMean their mean; sizes are log-normal
 * @param errorMedian usual share of failing calls of the middle company
 * @param errorP95 of the company at the 95th percentile; log-normal
 * @param errorMax where it is cut
 * @param signupChance that a new customer signs up, per cycle
 * @param troublesPerDay error episodes a day of a company that makes at least {@code troubleCallsMin} calls a day
 * @param outagesPerMonth failures of the platform itself
 * @param stuckShare of the first companies that wait between key and first call when the world goes live
 * @param noise factor on the day-to-day noise of usage
 * @param ids by how many ids senders know a company, at most
 * @param sessions how calls come in runs
 */
public record Population(
        int customers,
        double callsMedian,
        double callsMean,
        double errorMedian,
        double errorP95,
        double errorMax,
        double signupChance,
        double troublesPerDay,
        double troubleCallsMin,
        double outagesPerMonth,
        double stuckShare,
        double noise,
        int ids,
        Sessions sessions) {

    /** The usual world, with this many unnamed companies. */
    public static Population usual(int customers) {
        return new Population(customers, 30, 100, 0.01, 0.04, 0.05, 0.10, 0.006, 40, 0, 0.04, 1, 1, Sessions.USUAL);
    }

    /** The same with so many companies. */
    public Population with(int others) {
        return with(others, callsMedian, callsMean, sessions);
    }

    /** The same with companies of these sizes, in calls a day. */
    public Population sized(double median, double mean) {
        return with(customers, median, mean, sessions);
    }

    /** The same with calls in these runs. */
    public Population with(Sessions runs) {
        return with(customers, callsMedian, callsMean, runs);
    }

    private Population with(int others, double median, double mean, Sessions runs) {
        return new Population(
                others,
                median,
                mean,
                errorMedian,
                errorP95,
                errorMax,
                signupChance,
                troublesPerDay,
                troubleCallsMin,
                outagesPerMonth,
                stuckShare,
                noise,
                ids,
                runs);
    }

    /** Standard deviation of the logarithm of sizes. */
    double sizeSigma() {
        return StrictMath.sqrt(2 * StrictMath.log(callsMean / callsMedian));
    }

    /** Standard deviation of the logarithm of base error rates; 1.645 is the normal's 95th percentile. */
    double errorSigma() {
        return StrictMath.log(errorP95 / errorMedian) / 1.6448536269514722;
    }
}
