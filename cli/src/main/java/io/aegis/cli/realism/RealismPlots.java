package io.aegis.cli.realism;

import io.aegis.cli.plot.Svg;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Draws the world (solid) and the log (dashed) over each other. */
final class RealismPlots {

    private static final int WIDTH = 720;
    private static final int HEIGHT = 360;
    private static final int LEFT = 56;
    private static final int RIGHT = WIDTH - 16;
    private static final int TOP = 56;
    private static final int BOTTOM = HEIGHT - 40;
    private static final String[] DAYS = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};

    private RealismPlots() {}

    static void write(Path directory, Shape world, Shape log) throws IOException {
        Files.createDirectories(directory);
        perCustomer(world, log).write(directory.resolve("calls-per-customer.svg"));
        statuses(world, log).write(directory.resolve("status-mix.svg"));
        hours(world, log).write(directory.resolve("hour-of-week.svg"));
        gaps(world, log).write(directory.resolve("inter-arrival.svg"));
    }

    private static Svg frame(String title, String yTop) {
        Svg svg = new Svg(WIDTH, HEIGHT, title);
        svg.line("a", LEFT, 42, LEFT + 24, 42).text("", LEFT + 30, 46, "world");
        svg.line("b", LEFT + 90, 42, LEFT + 114, 42).text("", LEFT + 120, 46, "log");
        for (int i = 0; i <= 4; i++) {
            double y = BOTTOM - (BOTTOM - TOP) * i / 4.0;
            svg.line("grid", LEFT, y, RIGHT, y);
        }
        svg.text("end", LEFT - 6, TOP + 4, yTop).text("end", LEFT - 6, BOTTOM + 4, "0");
        return svg;
    }

    private static double y(double share) {
        return BOTTOM - (BOTTOM - TOP) * share;
    }

    /** Shares of customers by calls relative to the mean, on a logarithmic scale. */
    private static Svg perCustomer(Shape world, Shape log) {
        Svg svg = frame("Calls per customer, relative to the mean (cumulative)", "1");
        double low = -2.5;
        double high = 2;
        for (int power = -2; power <= 2; power++) {
            double x = LEFT + (RIGHT - LEFT) * (power - low) / (high - low);
            svg.line("grid", x, TOP, x, BOTTOM)
                    .text(
                            "middle",
                            x,
                            BOTTOM + 18,
                            String.format(
                                    Locale.ROOT,
                                    "%s×",
                                    power < 0 ? "1/" + (long) Math.pow(10, -power) : (long) Math.pow(10, power)));
        }
        svg.path("b", cumulated(relative(log.callsPerCustomer()), low, high));
        svg.path("a", cumulated(relative(world.callsPerCustomer()), low, high));
        return svg;
    }

    /** Each over the mean. */
    static double[] relative(long[] ascending) {
        double sum = 0;
        for (long value : ascending) {
            sum += value;
        }
        double[] shares = new double[ascending.length];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = ascending[i] * shares.length / sum;
        }
        return shares;
    }

    private static double[] cumulated(double[] ascending, double low, double high) {
        double[] points = new double[2 * ascending.length];
        for (int i = 0; i < ascending.length; i++) {
            double at = Math.clamp(StrictMath.log10(ascending[i]), low, high);
            points[2 * i] = LEFT + (RIGHT - LEFT) * (at - low) / (high - low);
            points[2 * i + 1] = y((i + 1.0) / ascending.length);
        }
        return points;
    }

    private static Svg statuses(Shape world, Shape log) {
        Svg svg = frame("Status mix (shares of calls)", "1");
        long[] a = world.statusClasses();
        long[] b = log.statusClasses();
        double width = (RIGHT - LEFT) / 5.0;
        for (int i = 0; i < 5; i++) {
            double x = LEFT + i * width + width * 0.15;
            double mine = (double) a[i] / Math.max(1, world.calls());
            double theirs = (double) b[i] / Math.max(1, log.calls());
            svg.box("fa", x, y(mine), width * 0.32, BOTTOM - y(mine), percent(mine));
            svg.box("fb", x + width * 0.36, y(theirs), width * 0.32, BOTTOM - y(theirs), percent(theirs));
            svg.text("middle", x + width * 0.16, y(mine) - 4, percent(mine));
            svg.text("middle", x + width * 0.52, y(theirs) - 4, percent(theirs));
            svg.text("middle", x + width * 0.34, BOTTOM + 18, (i + 1) + "xx");
        }
        return svg;
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f%%", share * 100);
    }

    private static Svg hours(Shape world, Shape log) {
        Svg svg = frame("Hour of the week in UTC (share of calls)", "most");
        for (int day = 0; day < 7; day++) {
            double x = LEFT + (RIGHT - LEFT) * day / 7.0;
            svg.line("grid", x, TOP, x, BOTTOM).text("", x + 4, BOTTOM + 18, DAYS[day]);
        }
        svg.path("b", profile(log.hoursOfWeek()));
        svg.path("a", profile(world.hoursOfWeek()));
        return svg;
    }

    private static double[] profile(long[] counts) {
        long most = 1;
        for (long count : counts) {
            most = Math.max(most, count);
        }
        double[] points = new double[2 * counts.length];
        for (int i = 0; i < counts.length; i++) {
            points[2 * i] = LEFT + (RIGHT - LEFT) * (i + 0.5) / counts.length;
            points[2 * i + 1] = y((double) counts[i] / most);
        }
        return points;
    }

    private static Svg gaps(Shape world, Shape log) {
        Svg svg = frame("Inter-arrival: time to a customer's next call (cumulative)", "1");
        String[] names = {"1 s", "10 s", "2 min", "17 min", "3 h", "28 h", "12 d"};
        for (int i = 0; i < names.length; i++) {
            double bin = 1 + i * StrictMath.log(10) / StrictMath.log(1.1);
            double x = gapX(bin);
            svg.line("grid", x, TOP, x, BOTTOM).text("middle", x, BOTTOM + 18, names[i]);
        }
        svg.path("b", cumulatedCounts(log.gaps()));
        svg.path("a", cumulatedCounts(world.gaps()));
        return svg;
    }

    private static double gapX(double bin) {
        return LEFT + (RIGHT - LEFT) * Math.min(1, bin / 160);
    }

    private static double[] cumulatedCounts(long[] counts) {
        double sum = 0;
        for (long count : counts) {
            sum += count;
        }
        double[] points = new double[2 * counts.length];
        double upTo = 0;
        for (int i = 0; i < counts.length; i++) {
            upTo += counts[i];
            points[2 * i] = gapX(i);
            points[2 * i + 1] = y(upTo / Math.max(1, sum));
        }
        return points;
    }
}
