package io.aegis.server.projection;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Latency in 15 buckets, about 1.7 times the one before: counts add up. A p95 is interpolated within its bucket, whose
 * calls thin out upwards, and the slowest call bounds the highest one.
 */
final class LatencyBuckets {

    private static final int[] UPPER_MILLIS = {
        5, 10, 20, 35, 60, 100, 170, 300, 500, 900, 1_600, 3_000, 6_000, 12_000, 30_000
    };

    static final int COUNT = UPPER_MILLIS.length;

    private LatencyBuckets() {}

    static int of(int millis) {
        for (int i = 0; i < COUNT - 1; i++) {
            if (millis <= UPPER_MILLIS[i]) {
                return i;
            }
        }
        return COUNT - 1;
    }

    /** The columns, each in the form given. */
    static String columns(String form) {
        return IntStream.range(0, COUNT)
                .mapToObj(i -> form.replace("#", Integer.toString(i)))
                .collect(Collectors.joining(", "));
    }

    /**
     * Below which 95 of a hundred lie, in milliseconds; null without any.
     *
     * @param slowest the slowest of all, at least the lower end of the highest bucket that holds one
     */
    static @Nullable Integer p95(long[] counts, int slowest) {
        long total = 0;
        for (long count : counts) {
            total += count;
        }
        if (total == 0) {
            return null;
        }
        double wanted = 0.95 * total;
        long below = 0;
        for (int i = 0; i < counts.length; i++) {
            if (below + counts[i] >= wanted) {
                return within(i, (wanted - below) / counts[i], slowest);
            }
            below += counts[i];
        }
        return UPPER_MILLIS[COUNT - 1];
    }

    /** By ratio, not by difference: buckets grow so, and calls thin out so. */
    private static int within(int bucket, double share, int slowest) {
        int lower = bucket == 0 ? 0 : UPPER_MILLIS[bucket - 1];
        int upper = Math.max(lower, Math.min(UPPER_MILLIS[bucket], slowest));
        double value = lower == 0 ? upper * share : lower * Math.pow((double) upper / lower, share);
        return (int) Math.round(value);
    }
}
