package io.aegis.engine.signal;

import io.aegis.engine.snapshot.SnapshotReader;
import io.aegis.engine.snapshot.SnapshotWriter;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Latencies as counts in logarithmic buckets (after DDSketch, Masson, Rim, Lee 2019; relative error 5 %): over the last
 * hour in six slots of ten minutes, and the p95 of each of the last {@value #DAYS_MAX} days with enough calls. Mergeable
 * by adding.
 */
final class LatencySketch {

    static final int SLOT_MINUTES = 10;
    private static final int SLOTS = 6;
    static final int DAYS_MAX = 14;
    private static final int DAYS_MIN = 5;
    private static final int CALLS_MIN = 20;
    /** 1.1 to the power of 128 ms is more than three minutes. */
    private static final int BUCKETS = 128;

    private static final double GROWTH = 1.1;
    private static final int[] BOUND = bounds();

    private final short[] @Nullable [] slots = new short[SLOTS][];
    private final int[] slotIndex = new int[SLOTS];
    private int[] today = new int[0];
    private int day = Buckets.NONE;
    /** p95 of days past, oldest first. */
    private int[] daily = new int[0];

    LatencySketch() {
        Arrays.fill(slotIndex, Buckets.NONE);
    }

    void add(int minute, int latencyMillis, long count) {
        int bucket = bucket(latencyMillis);
        int index = Math.floorDiv(minute, SLOT_MINUTES);
        int at = Math.floorMod(index, SLOTS);
        if (slotIndex[at] < index) {
            slotIndex[at] = index;
            slots[at] = null;
        }
        if (slotIndex[at] == index) {
            short[] slot = slots[at];
            if (slot == null) {
                slot = new short[BUCKETS];
                slots[at] = slot;
            }
            slot[bucket] = (short) Math.min(slot[bucket] + count, Short.MAX_VALUE);
        }
        int ofDay = Math.floorDiv(minute, 1440);
        turnTo(ofDay);
        if (ofDay == day) {
            today[bucket] = (int) Math.min(today[bucket] + count, Integer.MAX_VALUE);
        }
    }

    /** p95 in milliseconds over the last six slots, the running one included; NaN without a call. */
    double p95(int minute) {
        int[] sum = new int[BUCKETS];
        int newest = Math.floorDiv(minute, SLOT_MINUTES);
        for (int i = 0; i < SLOTS; i++) {
            short[] slot = slots[i];
            if (slot != null && slotIndex[i] > newest - SLOTS && slotIndex[i] <= newest) {
                for (int b = 0; b < BUCKETS; b++) {
                    sum[b] += slot[b];
                }
            }
        }
        return p95(sum, 1);
    }

    /** When calls next leave the hour, epoch minutes; {@link Integer#MAX_VALUE} if it is empty. */
    int nextLeave(int minute) {
        int newest = Math.floorDiv(minute, SLOT_MINUTES);
        int first = Integer.MAX_VALUE;
        for (int i = 0; i < SLOTS; i++) {
            if (slots[i] != null && slotIndex[i] > newest - SLOTS) {
                first = Math.min(first, slotIndex[i]);
            }
        }
        return first == Integer.MAX_VALUE ? first : (first + SLOTS) * SLOT_MINUTES;
    }

    /** Median of the p95 of days past; NaN with fewer than five. */
    double usual() {
        if (daily.length < DAYS_MIN) {
            return Double.NaN;
        }
        int[] sorted = daily.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private void turnTo(int ofDay) {
        if (ofDay <= day) {
            return;
        }
        double past = today.length == 0 ? Double.NaN : p95(today, CALLS_MIN);
        if (!Double.isNaN(past)) {
            boolean full = daily.length == DAYS_MAX;
            daily = full ? Arrays.copyOfRange(daily, 1, DAYS_MAX + 1) : Arrays.copyOf(daily, daily.length + 1);
            daily[daily.length - 1] = (int) past;
        }
        today = new int[BUCKETS];
        day = ofDay;
    }

    private static double p95(int[] counts, int callsMin) {
        long all = 0;
        for (int count : counts) {
            all += count;
        }
        if (all < callsMin) {
            return Double.NaN;
        }
        long left = (all * 95 + 99) / 100;
        for (int b = 0; b < counts.length; b++) {
            left -= counts[b];
            if (left <= 0) {
                return BOUND[b];
            }
        }
        return BOUND[BUCKETS - 1];
    }

    private static int bucket(int millis) {
        int found = Arrays.binarySearch(BOUND, millis);
        return Math.min(found >= 0 ? found : -found - 1, BUCKETS - 1);
    }

    /** Upper bounds in milliseconds, each at least one more than the one before. */
    private static int[] bounds() {
        int[] bounds = new int[BUCKETS];
        double bound = 1;
        for (int i = 0; i < BUCKETS; i++) {
            int floor = i == 0 ? 0 : bounds[i - 1] + 1;
            bounds[i] = Math.max(floor, (int) bound);
            bound = Math.max(bound * GROWTH, bounds[i] * GROWTH);
        }
        return bounds;
    }

    void write(SnapshotWriter out) {
        for (int i = 0; i < SLOTS; i++) {
            short[] slot = slots[i];
            out.number(slotIndex[i]);
            out.flag(slot != null);
            if (slot != null) {
                for (short count : slot) {
                    out.number(count);
                }
            }
        }
        out.number(day);
        out.numbers(today, 0, today.length);
        out.numbers(daily, 0, daily.length);
    }

    void read(SnapshotReader in) {
        for (int i = 0; i < SLOTS; i++) {
            slotIndex[i] = in.integer();
            if (in.flag()) {
                short[] slot = new short[BUCKETS];
                for (int b = 0; b < BUCKETS; b++) {
                    slot[b] = (short) in.number();
                }
                slots[i] = slot;
            }
        }
        day = in.integer();
        today = in.numbers();
        daily = in.numbers();
    }
}
