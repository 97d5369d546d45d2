package io.aegis.engine.signal;

/**
 * Calls of some days and what days of average calls they are worth.
 *
 * @param worth in days; a day of a quiet weekday is worth less than one
 */
record Stretch(double calls, double worth) {

    static final Stretch NONE = new Stretch(0, 0);

    double level() {
        return calls / worth;
    }

    Stretch plus(Stretch other) {
        return new Stretch(calls + other.calls, worth + other.worth);
    }

    /** More than the least move above it, below it with a negative sign. */
    boolean isBeyond(Stretch before, int sign) {
        return sign * (level() - before.level()) > Trend.BEYOND * before.level();
    }

    /** Logarithm of how much likelier counts are on two levels than on the common one. */
    static double nats(Stretch one, Stretch other) {
        double common = one.plus(other).level();
        return one.nats(common) + other.nats(common);
    }

    private double nats(double common) {
        return calls > 0 ? calls * StrictMath.log(level() / common) : 0;
    }
}
