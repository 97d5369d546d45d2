package io.aegis.formats.mapping;

import java.util.Arrays;
import java.util.Optional;

/** The unit of a duration as a foreign record gives it. */
public enum Unit {
    SECONDS("s", 1000),
    MILLISECONDS("ms", 1),
    MICROSECONDS("us", 0.001),
    NANOSECONDS("ns", 0.000_001);

    private final String id;
    private final double millis;

    Unit(String id, double millis) {
        this.id = id;
        this.millis = millis;
    }

    /** The word used in configuration files. */
    public String id() {
        return id;
    }

    double toMillis(double value) {
        return value * millis;
    }

    /** The unit that a configuration names. */
    public static Optional<Unit> of(String id) {
        return Arrays.stream(values()).filter(unit -> unit.id.equals(id)).findFirst();
    }
}
