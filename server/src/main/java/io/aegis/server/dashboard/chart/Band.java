package io.aegis.server.dashboard.chart;

/**
 * A stretch of time behind the plot.
 *
 * @param x where it begins, in units of 1000
 * @param title what it is
 * @param href where it leads, empty where nowhere
 */
public record Band(String x, String width, String title, String href) {

    /** Cut to the plot; a stretch outside it gives a band of no width. */
    public static Band of(long startMillis, long endMillis, long fromMillis, long toMillis, String title, String href) {
        double span = Math.max(1, toMillis - fromMillis);
        double left = Math.clamp((startMillis - fromMillis) / span, 0.0, 1.0);
        double right = Math.clamp((endMillis - fromMillis) / span, 0.0, 1.0);
        return new Band(
                Outline.number(left * Outline.WIDTH), Outline.number((right - left) * Outline.WIDTH), title, href);
    }

    public boolean visible() {
        return !"0".equals(width);
    }
}
