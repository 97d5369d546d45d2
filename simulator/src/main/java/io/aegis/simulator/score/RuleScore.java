package io.aegis.simulator.score;

import io.aegis.simulator.truth.Episode;
import java.util.List;

/**
 * What one rule found and missed.
 *
 * @param episodes all that were true
 * @param leftOut of them, those that nobody could be asked to find
 * @param found of the others, those that it opened for
 * @param opened openings that were not held back
 * @param truePositives of them, the first of each episode, left out or not
 * @param openDelaysSeconds from onset to opening, ascending
 * @param clearDelaysSeconds from the end to clearing, ascending; negative: it cleared before
 */
public record RuleScore(
        int episodes,
        int leftOut,
        int found,
        int opened,
        int truePositives,
        int reopenings,
        List<Double> openDelaysSeconds,
        List<Double> clearDelaysSeconds,
        List<Opening> falseAlarms,
        List<Episode> missed) {

    public RuleScore {
        openDelaysSeconds = openDelaysSeconds.stream().sorted().toList();
        clearDelaysSeconds = clearDelaysSeconds.stream().sorted().toList();
        falseAlarms = List.copyOf(falseAlarms);
        missed = List.copyOf(missed);
    }

    /** NaN where nothing was opened. */
    public double precision() {
        return opened == 0 ? Double.NaN : (double) truePositives / opened;
    }

    /** NaN where nothing could be found. */
    public double recall() {
        int counted = episodes - leftOut;
        return counted == 0 ? Double.NaN : (double) found / counted;
    }

    /** Harmonic mean of precision and recall. */
    public double f1() {
        double sum = precision() + recall();
        return sum == 0 ? 0 : 2 * precision() * recall() / sum;
    }

    /** The quantile of ascending values by the nearest rank; NaN of none. */
    public static double quantile(List<Double> ascending, double share) {
        if (ascending.isEmpty()) {
            return Double.NaN;
        }
        int rank = (int) StrictMath.ceil(share * ascending.size());
        return ascending.get(Math.clamp(rank - 1, 0, ascending.size() - 1));
    }
}
