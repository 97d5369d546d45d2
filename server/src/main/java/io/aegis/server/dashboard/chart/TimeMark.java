package io.aegis.server.dashboard.chart;

/**
 * A round instant under the plot.
 *
 * @param x its place from the left, in percent
 * @param day true where the day says more than the time of day
 */
public record TimeMark(String x, long atMillis, boolean day) {}
