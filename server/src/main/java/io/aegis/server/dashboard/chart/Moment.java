package io.aegis.server.dashboard.chart;

/**
 * Something that happened at an instant of the plot.
 *
 * @param x its place from the left, in units of 1000
 */
public record Moment(String x, long atMillis, String label) {

    /** At its place in a plot of this stretch, which it has to lie in. */
    public static Moment of(long atMillis, long fromMillis, long toMillis, String label) {
        return new Moment(
                Outline.number((double) (atMillis - fromMillis) / (toMillis - fromMillis) * Outline.WIDTH),
                atMillis,
                label);
    }
}
