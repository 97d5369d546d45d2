package io.aegis.server.projection;

import org.jspecify.annotations.Nullable;

/** Latency in 40 buckets, each 1.32 times the one before (four to a factor of three): counts add up, a p95 is right to a sixth. */
final class LatencyBuckets {

    static final int COUNT = 40;
    private static final double GROWTH = 1.32;
    private static final int[] UPPER_MILLIS = new int[COUNT];

    static {
        double upper = 2;
        for (int i = 0; i < COUNT; i++) {
            UPPER_MILLIS[i] = i + 1 == COUNT ? Integer.MAX_VALUE : (int) upper;
            upper = Math.max(upper * GROWTH, UPPER_MILLIS[i] + 1.0);
        }
    }

    private LatencyBuckets() {}

    static int of(int millis) {
        int low = 0;
        int high = COUNT - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (millis <= UPPER_MILLIS[middle]) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** The upper end of the bucket in which the 95th of a hundred lies; null without any. */
    static @Nullable Integer p95(Integer @Nullable [] counts) {
        if (counts == null) {
            return null;
        }
        long total = 0;
        for (Integer count : counts) {
            total += count == null ? 0 : count;
        }
        long below = 0;
        for (int i = 0; i < counts.length; i++) {
            Integer count = counts[i];
            below += count == null ? 0 : count;
            if (total > 0 && below >= total - total / 20) {
                return UPPER_MILLIS[Math.min(i, COUNT - 2)];
            }
        }
        return null;
    }
}
