package io.aegis.simulator.world;

/**
 * How a company's calls come in runs: so many on average, each after a gap; both differ among companies.
 *
 * @param calls mean calls of a session, over all companies
 * @param gapLowMillis mean gap within a session of the quickest company
 * @param gapHighMillis of the slowest; logarithms lie evenly between
 */
public record Sessions(double calls, long gapLowMillis, long gapHighMillis) {

    public static final Sessions USUAL = new Sessions(2.6, 250, 25_000);

    /** Calls beyond the first are cut at this multiple of their mean. */
    private static final double CUT = 4.375;

    public Sessions {
        if (!(calls > 1 && calls <= 100) || gapLowMillis < 1 || gapHighMillis < gapLowMillis) {
            throw new IllegalArgumentException(
                    "population.sessions: calls (%s) must lie above 1 and up to 100, gap_low (%d ms) from 1 ms up to gap_high (%d ms)"
                            .formatted(calls, gapLowMillis, gapHighMillis));
        }
    }

    double drawCalls(Stream stream) {
        double more = calls - 1;
        return 1 + Math.min(CUT * more, stream.exponential(more));
    }

    double drawGapMillis(Stream stream) {
        return stream.logUniform((double) gapLowMillis, (double) gapHighMillis);
    }
}
