package io.aegis.server.dashboard.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Round numbers and round instants to write beside a chart. */
final class Axis {
    private static final long MINUTE = 60_000L;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;
    private static final long[] STEPS = {
        MINUTE,
        2 * MINUTE,
        5 * MINUTE,
        10 * MINUTE,
        15 * MINUTE,
        30 * MINUTE,
        HOUR,
        2 * HOUR,
        3 * HOUR,
        6 * HOUR,
        12 * HOUR,
        DAY,
        2 * DAY,
        7 * DAY,
        14 * DAY,
        28 * DAY
    };

    private Axis() {}

    /** The smallest of 1, 2, 2.5, 5 times a power of ten that is at least the value. */
    static double roundUp(double value) {
        if (value <= 0) {
            return 1;
        }
        double power = StrictMath.pow(10, StrictMath.floor(StrictMath.log10(value)));
        for (double factor : new double[] {1, 2, 2.5, 5, 10}) {
            if (factor * power >= value - 1e-12) {
                return factor * power;
            }
        }
        return 10 * power;
    }

    /** Two marks: the top and the middle; zero is the base line. */
    static List<Mark> counts(double max) {
        return List.of(new Mark("0%", count(max)), new Mark("50%", count(max / 2)));
    }

    static List<Mark> shares(double max) {
        return List.of(new Mark("0%", share(max)), new Mark("50%", share(max / 2)));
    }

    /** At most about six instants between both, on round steps of UTC. */
    static List<TimeMark> times(long fromMillis, long toMillis) {
        long span = Math.max(1, toMillis - fromMillis);
        long step = STEPS[STEPS.length - 1];
        for (long candidate : STEPS) {
            if (span / candidate <= 6) {
                step = candidate;
                break;
            }
        }
        List<TimeMark> marks = new ArrayList<>();
        for (long at = Math.ceilDiv(fromMillis, step) * step; at <= toMillis; at += step) {
            double x = 100.0 * (at - fromMillis) / span;
            if (x > 3.5 && x < 96.5) {
                marks.add(new TimeMark(percent(x), at, step >= DAY));
            }
        }
        return marks;
    }

    static String percent(double share) {
        return Outline.number(share) + "%";
    }

    private static String count(double value) {
        if (value >= 1_000_000) {
            return Outline.number(value / 1_000_000) + "M";
        }
        return value >= 10_000 ? Outline.number(value / 1000) + "k" : Outline.number(value);
    }

    private static String share(double value) {
        return String.format(Locale.ROOT, value < 0.02 ? "%.1f%%" : "%.0f%%", value * 100);
    }
}
