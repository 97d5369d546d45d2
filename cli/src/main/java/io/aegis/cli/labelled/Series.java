package io.aegis.cli.labelled;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Values in equal steps of time, with the spans in which something was wrong.
 *
 * @param name the file's, as the labels call it
 * @param atMillis when each step ended, ascending
 * @param values one for each step
 * @param windows what is to be found, oldest first
 */
@SuppressWarnings("ArrayRecordComponent")
record Series(String name, long[] atMillis, double[] values, List<Window> windows) {

    /** So much of the beginning is for learning; what is found or missed there is not judged. */
    private static final double LEARNED = 0.15;

    /** A span in which something was wrong, its ends included. */
    record Window(long fromMillis, long untilMillis) {
        boolean holds(long atMillis) {
            return atMillis >= fromMillis && atMillis <= untilMillis;
        }
    }

    Series {
        windows = List.copyOf(windows);
    }

    int size() {
        return values.length;
    }

    /** Length of a step, the median, one at least. */
    int stepMinutes() {
        long[] steps = IntStream.range(1, size())
                .mapToLong(i -> atMillis[i] - atMillis[i - 1])
                .sorted()
                .toArray();
        return steps.length == 0 ? 1 : Math.clamp(steps[steps.length / 2] / 60_000, 1, 1440);
    }

    /** The first step that is judged. */
    int judgedFrom() {
        return (int) Math.ceil(size() * LEARNED);
    }

    /** Median of what is there for learning; its mean where most of it is 0, and 1 where all of it is. */
    double usual() {
        double[] learned = Arrays.copyOf(values, Math.max(1, judgedFrom()));
        Arrays.sort(learned);
        double median = learned[learned.length / 2];
        double mean = Arrays.stream(learned).average().orElse(0);
        return median > 0 ? median : mean > 0 ? mean : 1;
    }
}
