package io.aegis.server.dashboard.chart;

/**
 * A word beside the plot.
 *
 * @param y its height from the top, in percent
 */
public record Mark(String y, String label) {}
