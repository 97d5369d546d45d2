package io.aegis.engine.intervention;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a rule saw when it decided.
 *
 * @param signals the signals its conditions read, in the order they stand there
 * @param windowFromMillis start of the error window, {@link io.aegis.engine.event.Fact#UNKNOWN} where none was read
 * @param failing heaviest failing (route, status) pairs, heaviest first: where the rule reads failures, those of the
 *     trouble that lasts or else of the error window
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
        /** Steps without anything, by their number: many series have no error, and those of a quiet customer no call. */
        private static final List<List<Long>> NOTHING = IntStream.rangeClosed(0, 60)
                .mapToObj(steps -> List.copyOf(Collections.nCopies(steps, 0L)))
                .toList();

        public Series {
            calls = kept(calls);
            errors = kept(errors);
        }

        private static List<Long> kept(List<Long> counts) {
            int steps = counts.size();
            boolean nothing = steps < NOTHING.size() && counts.equals(NOTHING.get(steps));
            return nothing ? NOTHING.get(steps) : List.copyOf(counts);
        }
    }
}
