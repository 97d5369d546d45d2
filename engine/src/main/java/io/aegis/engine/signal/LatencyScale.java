package io.aegis.engine.signal;

import java.util.Arrays;

/** Buckets of latencies: of a millisecond up to 50, then each 4.2 % wider than the one before, so within 2.1 %. */
final class LatencyScale {

    static final int BUCKET_BITS = 8;
    /** Up to more than three minutes; the last holds what is longer. */
    static final int BUCKETS = 1 << BUCKET_BITS;

    private static final int[] BOUND = bounds();
    private static final int[] MILLIS = middles();
    private static final byte[] SHORT = ofShort();
    /** The buckets of snapshots of before. */
    private static final int[] WIDER_BOUND = widerBounds();

    private LatencyScale() {}

    static int bucket(int millis) {
        return millis < SHORT.length ? Byte.toUnsignedInt(SHORT[millis]) : search(millis);
    }

    /** What is said for a bucket: relatively as far from its lowest as from its highest. */
    static int millis(int bucket) {
        return MILLIS[bucket];
    }

    /** The highest that belongs to a bucket. */
    static int bound(int bucket) {
        return BOUND[bucket];
    }

    /** Where a bucket of snapshots of before belongs. */
    static int ofWider(int bucket) {
        return bucket(WIDER_BOUND[bucket]);
    }

    private static int search(int millis) {
        int found = Arrays.binarySearch(BOUND, millis);
        return Math.min(found >= 0 ? found : -found - 1, BUCKETS - 1);
    }

    private static byte[] ofShort() {
        byte[] buckets = new byte[1024];
        for (int millis = 0; millis < buckets.length; millis++) {
            buckets[millis] = (byte) search(millis);
        }
        return buckets;
    }

    /** Of one millisecond up to 50. */
    private static int[] bounds() {
        int[] bounds = new int[BUCKETS];
        bounds[0] = 1;
        for (int i = 1; i < BUCKETS; i++) {
            bounds[i] = Math.max(bounds[i - 1] + 1, (int) (bounds[i - 1] * 1.042));
        }
        return bounds;
    }

    private static int[] widerBounds() {
        int[] bounds = new int[128];
        double bound = 1;
        for (int i = 0; i < bounds.length; i++) {
            int floor = i == 0 ? 0 : bounds[i - 1] + 1;
            bounds[i] = Math.max(floor, (int) bound);
            bound = Math.max(bound * 1.1, bounds[i] * 1.1);
        }
        return bounds;
    }

    private static int[] middles() {
        int[] middles = BOUND.clone();
        for (int i = 1; i < middles.length; i++) {
            double lowest = BOUND[i - 1] + 1.0;
            middles[i] = (int) StrictMath.round(2 * lowest * BOUND[i] / (lowest + BOUND[i]));
        }
        return middles;
    }
}
