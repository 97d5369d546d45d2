package io.aegis.server.dashboard.chart;

import java.util.List;

/**
 * A chart of word size.
 *
 * @param line path of the main line, empty when there is nothing to draw
 * @param area the same closed to zero
 * @param bars bars of calls behind it
 * @param errors bars of errors in front of them
 */
public record Sparkline(String line, String area, String bars, String errors) {

    public static final Sparkline NONE = new Sparkline("", "", "", "");

    /** One series as a line. */
    public static Sparkline line(List<Long> values) {
        double[] points = doubles(values);
        double max = max(points);
        if (max <= 0) {
            return NONE;
        }
        return new Sparkline(Outline.line(points, max), Outline.area(points, max), "", "");
    }

    /** One series of days without the running one, which would always look like a fall. */
    public static Sparkline completeDays(List<Long> days) {
        return line(days.size() > 1 ? days.subList(0, days.size() - 1) : days);
    }

    /** Calls as bars with the failing ones at their foot. */
    public static Sparkline shares(List<Long> calls, List<Long> errors) {
        double[] all = doubles(calls);
        double max = max(all);
        if (max <= 0) {
            return NONE;
        }
        double[] none = {};
        return new Sparkline(
                "", "", Outline.bars(all, none, max, 0.25), Outline.bars(doubles(errors), none, max, 0.25));
    }

    public boolean empty() {
        return line.isEmpty() && bars.isEmpty();
    }

    static double[] doubles(List<Long> values) {
        return values.stream().mapToDouble(Long::doubleValue).toArray();
    }

    static double max(double[] values) {
        double max = 0;
        for (double value : values) {
            if (value > max) {
                max = value;
            }
        }
        return max;
    }
}
