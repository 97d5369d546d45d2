package io.aegis.server.dashboard.chart;

import java.util.Locale;

/** Builds SVG path data in the box of 1000 by 100, y growing downwards. */
final class Outline {
    static final double WIDTH = 1000;
    static final double HEIGHT = 100;

    private final StringBuilder path = new StringBuilder();
    private boolean drawing;
    private boolean alone;

    private Outline() {}

    /** A line through the values; NaN leaves a gap. */
    static String line(double[] values, double max) {
        Outline outline = new Outline();
        double step = values.length > 1 ? WIDTH / (values.length - 1) : 0;
        for (int i = 0; i < values.length; i++) {
            if (Double.isNaN(values[i])) {
                outline.gap();
            } else {
                outline.to(values.length == 1 ? WIDTH / 2 : i * step, y(values[i], max));
            }
        }
        return outline.path();
    }

    /** A line through the middles of as many equal steps as there are values; NaN leaves a gap. */
    static String middles(double[] values, double max) {
        Outline outline = new Outline();
        double step = WIDTH / Math.max(1, values.length);
        for (int i = 0; i < values.length; i++) {
            if (Double.isNaN(values[i])) {
                outline.gap();
            } else {
                outline.to((i + 0.5) * step, y(values[i], max));
            }
        }
        return outline.path();
    }

    /** The line closed down to zero. */
    static String area(double[] values, double max) {
        String line = line(values, max);
        return line.isEmpty() ? "" : line + " L1000 100 L0 100 Z";
    }

    /** One bar a value, standing on zero or on {@code below}. */
    static String bars(double[] values, double[] below, double max, double gapShare) {
        StringBuilder bars = new StringBuilder();
        double step = WIDTH / Math.max(1, values.length);
        double gap = step * gapShare;
        for (int i = 0; i < values.length; i++) {
            double foot = below.length == 0 ? 0 : below[i];
            if (values[i] > 0) {
                double top = y(foot + values[i], max);
                double height = Math.max(y(foot, max) - top, 0.6);
                bars.append('M').append(number(i * step + gap / 2)).append(' ').append(number(top));
                bars.append('h').append(number(step - gap)).append('v').append(number(height));
                bars.append('h').append(number(gap - step)).append('z');
            }
        }
        return bars.toString();
    }

    static double y(double value, double max) {
        return max <= 0 ? HEIGHT : HEIGHT - Math.min(1, value / max) * HEIGHT;
    }

    static String number(double value) {
        double rounded = Math.round(value * 10) / 10.0;
        return rounded == Math.rint(rounded)
                ? Long.toString((long) rounded)
                : String.format(Locale.ROOT, "%.1f", rounded);
    }

    private String path() {
        gap();
        return path.toString();
    }

    /** A point between gaps is a stroke without length: round ends make a dot of it. */
    private void gap() {
        if (drawing && alone) {
            path.append("h0");
        }
        drawing = false;
    }

    private void to(double x, double y) {
        alone = !drawing;
        path.append(path.isEmpty() ? "" : " ").append(drawing ? 'L' : 'M');
        path.append(number(x)).append(' ').append(number(y));
        drawing = true;
    }
}
