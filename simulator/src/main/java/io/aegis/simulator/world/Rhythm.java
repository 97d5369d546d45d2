package io.aegis.simulator.world;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** How a company's calls spread over the hours of its own week. */
enum Rhythm {
    /** Working hours, quiet nights and weekends. */
    OFFICE(0.16, 1.0, 0.30),
    /** Consumers: evenings and weekends are the busy times. */
    EVENING(0.30, 1.0, 1.12),
    /** Round the clock, with a gentle wave. */
    GLOBAL(0.72, 1.0, 0.94),
    /** Most of it in a nightly run. */
    NIGHTLY(0.10, 1.0, 0.85);

    private static final int WEEK_HOURS = 168;
    private static final long EPOCH_TO_MONDAY_HOURS = 72;
    private static final double HOLIDAY_FACTOR = 0.55;

    private static final Map<Rhythm, double[]> WEEKS = new EnumMap<>(Rhythm.class);

    static {
        for (Rhythm rhythm : values()) {
            WEEKS.put(rhythm, rhythm.week());
        }
    }

    private final double low;
    private final double high;
    private final double weekend;

    Rhythm(double low, double high, double weekend) {
        this.low = low;
        this.high = high;
        this.weekend = weekend;
    }

    /** Weights of the hours from Monday midnight on, 1 on average. */
    private double[] week() {
        double[] weights = new double[WEEK_HOURS];
        double sum = 0;
        for (int hour = 0; hour < WEEK_HOURS; hour++) {
            weights[hour] = (low + (high - low) * wave(hour % 24)) * (hour / 24 >= 5 ? weekend : 1);
            sum += weights[hour];
        }
        for (int hour = 0; hour < WEEK_HOURS; hour++) {
            weights[hour] *= WEEK_HOURS / sum;
        }
        return weights;
    }

    private double wave(int hour) {
        return switch (this) {
            case OFFICE -> bump(hour, 10.5, 2.6) * 0.95 + bump(hour, 15, 2.4);
            case EVENING -> bump(hour, 19.5, 3.5) + 0.35 * bump(hour, 12.5, 2.5);
            case GLOBAL -> bump(hour, 14, 5);
            case NIGHTLY -> bump(hour, 2.5, 1.6);
        };
    }

    /** A bell over the clock face, at most about 1. */
    private static double bump(int hour, double centre, double width) {
        double distance = Math.abs(hour + 0.5 - centre);
        double around = Math.min(distance, 24 - distance) / width;
        return StrictMath.exp(-0.5 * around * around);
    }

    /** Share of the mean hourly rate at this instant; its mean over a week without holidays is 1. */
    double at(long atMillis, int zoneHours) {
        long localHours = Math.floorDiv(atMillis, Durations.HOUR_MILLIS) + zoneHours;
        double[] week = Objects.requireNonNull(WEEKS.get(this));
        double weight = week[Math.floorMod(localHours + EPOCH_TO_MONDAY_HOURS, WEEK_HOURS)];
        return this == OFFICE && holiday(Math.floorDiv(localHours, 24)) ? weight * HOLIDAY_FACTOR : weight;
    }

    private static boolean holiday(long epochDay) {
        LocalDate day = LocalDate.ofEpochDay(epochDay);
        int monthAndDay = day.getMonthValue() * 100 + day.getDayOfMonth();
        return monthAndDay == 1225 || monthAndDay == 1226 || monthAndDay == 101 || monthAndDay == 501;
    }
}
