package io.aegis.engine.intervention;

import java.util.List;

/**
 * What a rule saw when it decided.
 *
 * @param signals the signals its conditions read, in the order they stand there
 * @param windowFromMillis start of the error window, {@link io.aegis.engine.event.Fact#UNKNOWN} where none was read
 * @param failing heaviest failing (route, status) pairs, heaviest first
 * @param series a small series to draw
 */
public record Evidence(
        long atMillis, List<SignalValue> signals, long windowFromMillis, List<Failing> failing, Series series) {

    public Evidence {
        signals = List.copyOf(signals);
        failing = List.copyOf(failing);
    }

    /**
     * @param value a Long, Double, Boolean, String or List of String; {@code "unknown"} is told by {@code known}
     */
    public record SignalValue(String name, boolean known, Object value) {}

    /** How often a route answered with a failing status. */
    public record Failing(String method, String route, int status, long count) {}

    /**
     * Calls and errors in equal steps, oldest first.
     *
     * @param fromMillis start of the first step
     */
    public record Series(long fromMillis, long stepMillis, List<Long> calls, List<Long> errors) {
        public Series {
            calls = List.copyOf(calls);
            errors = List.copyOf(errors);
        }
    }
}
