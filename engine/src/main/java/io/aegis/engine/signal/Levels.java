package io.aegis.engine.signal;

import java.util.Arrays;

/** Calls of some of a customer's days, where odd days count as the middle one of them does. */
final class Levels {

    /** How far a day may lie from the middle one. */
    private static final double CALM = 1.4;

    private final long[] days;
    private final Weekdays weekdays;

    Levels(long[] days, Weekdays weekdays) {
        this.days = days;
        this.weekdays = weekdays;
    }

    /** Calls of all days before a place, without bursts. */
    double before(int day) {
        double middle = middle(0, day);
        double sum = 0;
        for (int d = 0; d < day; d++) {
            sum += days[d] < 0 ? 0 : lowered(d, weekdays.calm(d), middle);
        }
        return sum;
    }

    /** Calls of the week before a place, filled up for days that say nothing, without bursts; NaN if none says anything. */
    double weekBefore(int day) {
        double middle = middle(0, day);
        double sum = 0;
        double worth = 0;
        for (int d = day - Trend.WEEK; d < day; d++) {
            if (days[d] >= 0) {
                sum += lowered(d, (double) days[d], middle);
                worth += weekdays.worth(d);
            }
        }
        return worth == 0 ? Double.NaN : sum / worth * Trend.WEEK;
    }

    /** The days since a place, none far from the middle one of them: bursts are no growth. */
    double[] middling(int day) {
        double middle = middle(day, days.length);
        double[] since = since(day);
        Arrays.setAll(since, i -> Weekdays.drawn(since[i], middle * weekdays.worth(day + i), CALM, Weekdays.CHANCE));
        return since;
    }

    /** The calls of the days since a place. */
    double[] since(int day) {
        double[] since = new double[days.length - day];
        Arrays.setAll(since, i -> (double) days[day + i]);
        return since;
    }

    private double lowered(int day, double calls, double middle) {
        return middle == 0 ? calls : Weekdays.lowered(calls, middle * weekdays.worth(day), CALM, Weekdays.CHANCE);
    }

    /** The middle level of those days from one to another that tell; 0 without any. */
    private double middle(int from, int to) {
        double[] levels = new double[to - from];
        int count = 0;
        for (int d = from; d < to; d++) {
            if (weekdays.tells(d)) {
                levels[count++] = days[d] / weekdays.worth(d);
            }
        }
        Arrays.sort(levels, 0, count);
        return count == 0 ? 0 : (levels[count / 2] + levels[(count - 1) / 2]) / 2;
    }
}
