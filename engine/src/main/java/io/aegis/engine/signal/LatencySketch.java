package io.aegis.engine.signal;

import io.aegis.engine.snapshot.SnapshotReader;
import io.aegis.engine.snapshot.SnapshotWriter;
import java.util.Arrays;

/**
 * Latencies as counts in logarithmic buckets (after DDSketch, Masson, Rim, Lee 2019; relative error 5 %): over the last
 * hour in six slots of ten minutes, and the p95 of each of the last {@value #DAYS_MAX} days with enough calls. Mergeable
 * by adding. Only buckets with calls take room.
 */
final class LatencySketch {

    static final int SLOT_MINUTES = 10;
    static final int DAYS_MAX = 14;
    private static final int SLOTS = 6;
    private static final int DAYS_MIN = 5;
    private static final int CALLS_MIN = 20;
    /** 1.1 to the power of 128 ms is more than three minutes. */
    private static final int BUCKETS = 128;

    private static final double GROWTH = 1.1;
    private static final int[] BOUND = bounds();
    private static final int[] EMPTY = new int[0];
    private static final int STRIDE = 3;

    /** Triples of slot, bucket, count; slots ascending. */
    private int[] recent = EMPTY;

    private int recentSize;
    /** Pairs of bucket, count of the running day. */
    private int[] today = EMPTY;

    private int todaySize;
    private int day = Buckets.NONE;
    /** p95 of days past, oldest first. */
    private int[] daily = EMPTY;

    void add(int minute, int latencyMillis, int count) {
        int bucket = bucket(latencyMillis);
        int slot = Math.floorDiv(minute, SLOT_MINUTES);
        addRecent(slot, bucket, count);
        int ofDay = Math.floorDiv(minute, 1440);
        turnTo(ofDay);
        if (ofDay == day) {
            addToday(bucket, count);
        }
    }

    private void addRecent(int slot, int bucket, int count) {
        int newest = recentSize == 0 ? slot : Math.max(slot, recent[recentSize - STRIDE]);
        if (slot <= newest - SLOTS) {
            return;
        }
        int at = recentSize - STRIDE;
        while (at >= 0 && recent[at] > slot) {
            at -= STRIDE;
        }
        for (int i = at; i >= 0 && recent[i] == slot; i -= STRIDE) {
            if (recent[i + 1] == bucket) {
                recent[i + 2] = (int) Math.min(recent[i + 2] + (long) count, Integer.MAX_VALUE);
                return;
            }
        }
        int gone = 0;
        while (gone < recentSize && recent[gone] <= newest - SLOTS) {
            gone += STRIDE;
        }
        boolean moves = gone > 0 || recentSize == recent.length;
        int[] next = moves ? new int[(recentSize - gone) * 5 / 4 / STRIDE * STRIDE + STRIDE] : recent;
        int place = at + STRIDE - gone;
        System.arraycopy(recent, place + gone, next, place + STRIDE, recentSize - gone - place);
        if (moves) {
            System.arraycopy(recent, gone, next, 0, place);
        }
        next[place] = slot;
        next[place + 1] = bucket;
        next[place + 2] = count;
        recent = next;
        recentSize = recentSize - gone + STRIDE;
    }

    private void addToday(int bucket, int count) {
        for (int i = 0; i < todaySize; i += 2) {
            if (today[i] == bucket) {
                today[i + 1] = (int) Math.min(today[i + 1] + (long) count, Integer.MAX_VALUE);
                return;
            }
        }
        if (todaySize == today.length) {
            today = Arrays.copyOf(today, todaySize * 5 / 4 / 2 * 2 + 2);
        }
        today[todaySize] = bucket;
        today[todaySize + 1] = count;
        todaySize += 2;
    }

    /** p95 in milliseconds over the last six slots, the running one included; NaN without a call. */
    double p95(int minute) {
        int[] sum = new int[BUCKETS];
        int newest = Math.floorDiv(minute, SLOT_MINUTES);
        for (int i = 0; i < recentSize; i += STRIDE) {
            if (recent[i] > newest - SLOTS && recent[i] <= newest) {
                sum[recent[i + 1]] += recent[i + 2];
            }
        }
        return p95(sum, 1);
    }

    /** When calls next leave the hour, epoch minutes; {@link Integer#MAX_VALUE} if it is empty. */
    int nextLeave(int minute) {
        int newest = Math.floorDiv(minute, SLOT_MINUTES);
        for (int i = 0; i < recentSize; i += STRIDE) {
            if (recent[i] > newest - SLOTS) {
                return (recent[i] + SLOTS) * SLOT_MINUTES;
            }
        }
        return Integer.MAX_VALUE;
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
        int[] counts = new int[BUCKETS];
        for (int i = 0; i < todaySize; i += 2) {
            counts[today[i]] = today[i + 1];
        }
        double past = p95(counts, CALLS_MIN);
        if (!Double.isNaN(past)) {
            boolean full = daily.length == DAYS_MAX;
            daily = full ? Arrays.copyOfRange(daily, 1, DAYS_MAX + 1) : Arrays.copyOf(daily, daily.length + 1);
            daily[daily.length - 1] = (int) past;
        }
        today = EMPTY;
        todaySize = 0;
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
        out.numbers(recent, 0, recentSize);
        out.numbers(today, 0, todaySize);
        out.number(day);
        out.numbers(daily, 0, daily.length);
    }

    void read(SnapshotReader in) {
        recent = in.numbers();
        recentSize = recent.length;
        today = in.numbers();
        todaySize = today.length;
        day = in.integer();
        daily = in.numbers();
    }
}
