package io.aegis.engine.signal;

import io.aegis.engine.snapshot.SnapshotReader;
import io.aegis.engine.snapshot.SnapshotWriter;
import java.util.Arrays;

/**
 * Latencies as counts in logarithmic buckets (after DDSketch, Masson, Rim, Lee 2019; relative error 5 %): over the last
 * hour in six slots of ten minutes, and the p95 of each of the last {@value #DAYS_MAX} days with enough calls. Mergeable
 * by adding. Only buckets with calls take room; those of the last hour are counted to their day when they leave it.
 */
final class LatencySketch {

    static final int SLOT_MINUTES = 10;
    /** The hour that is looked at is this long or up to a slot longer. */
    static final int HOUR_AT_LEAST_MINUTES = 50;

    private static final int DAY_MINUTES = 1440;
    private static final int NEVER = Integer.MIN_VALUE;
    static final int DAYS_MAX = 14;
    private static final int SLOTS = 6;
    private static final int DAYS_MIN = 5;
    private static final int CALLS_MIN = 20;
    /** 1.1 to the power of 128 ms is more than three minutes. */
    private static final int BUCKETS = 128;

    private static final double GROWTH = 1.1;
    private static final int[] BOUND = bounds();
    private static final byte[] BUCKET = buckets();
    private static final int[] EMPTY = new int[0];
    private static final int STRIDE = 3;

    /** Triples of slot, bucket, count; slots ascending. */
    private int[] recent = EMPTY;

    private int recentSize;
    private int newest = Integer.MIN_VALUE + SLOTS;
    /** Pairs of bucket, count of the running day. */
    private int[] today = EMPTY;

    private int todaySize;
    private int day = Buckets.NONE;
    private int nextDay = Integer.MIN_VALUE;
    /** p95 of days past, oldest first. */
    private int[] daily = EMPTY;

    private boolean turned;

    /** The slot for which the p95 was worked out last, with its bucket, the calls looked at, and those up to there. */
    private int asked = NEVER;

    private int answer;
    private int calls;
    private int below;
    private int upTo;

    void add(int minute, int latencyMillis) {
        int bucket = bucket(latencyMillis);
        int slot = Math.floorDiv(minute, SLOT_MINUTES);
        if (minute >= nextDay) {
            turnTo(Math.floorDiv(minute, DAY_MINUTES));
        }
        if (slot > newest - SLOTS) {
            addRecent(slot, bucket);
        } else if (dayOf(slot) == day) {
            addToday(bucket, 1);
        }
    }

    private void addRecent(int slot, int bucket) {
        if (slot > newest) {
            newest = slot;
            asked = NEVER;
        }
        int at = recentSize - STRIDE;
        while (at >= 0 && recent[at] > slot) {
            at -= STRIDE;
        }
        for (int i = at; i >= 0 && recent[i] == slot; i -= STRIDE) {
            if (recent[i + 1] == bucket) {
                recent[i + 2]++;
                added(slot, bucket);
                return;
            }
        }
        insert(at + STRIDE, slot, bucket);
        added(slot, bucket);
    }

    private void insert(int at, int slot, int bucket) {
        int gone = 0;
        while (gone < recentSize && recent[gone] <= newest - SLOTS) {
            if (dayOf(recent[gone]) == day) {
                addToday(recent[gone + 1], recent[gone + 2]);
            }
            gone += STRIDE;
        }
        boolean moves = gone > 0 || recentSize == recent.length;
        int[] next = moves ? new int[(recentSize - gone) * 5 / 4 / STRIDE * STRIDE + STRIDE] : recent;
        int place = at - gone;
        System.arraycopy(recent, place + gone, next, place + STRIDE, recentSize - gone - place);
        if (moves) {
            System.arraycopy(recent, gone, next, 0, place);
        }
        next[place] = slot;
        next[place + 1] = bucket;
        next[place + 2] = 1;
        recent = next;
        recentSize = recentSize - gone + STRIDE;
    }

    /** Keeps what was answered last up to date, as long as the answer stands. */
    private void added(int slot, int bucket) {
        if (asked != NEVER && slot > asked - SLOTS && slot <= asked) {
            calls++;
            below += bucket < answer ? 1 : 0;
            upTo += bucket <= answer ? 1 : 0;
        }
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
        int last = Math.floorDiv(minute, SLOT_MINUTES);
        long rank = rank(calls);
        if (asked != last || below >= rank || upTo < rank) {
            ask(last);
        }
        return calls == 0 ? Double.NaN : BOUND[answer];
    }

    private void ask(int last) {
        int[] sum = new int[BUCKETS];
        calls = 0;
        for (int i = 0; i < recentSize; i += STRIDE) {
            if (recent[i] > last - SLOTS && recent[i] <= last) {
                sum[recent[i + 1]] += recent[i + 2];
                calls += recent[i + 2];
            }
        }
        asked = last;
        below = 0;
        answer = 0;
        upTo = sum[0];
        long rank = rank(calls);
        while (upTo < rank) {
            below = upTo;
            answer++;
            upTo += sum[answer];
        }
    }

    private static long rank(long calls) {
        return (calls * 95 + 99) / 100;
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
        int[] counts = new int[BUCKETS];
        for (int i = 0; i < todaySize; i += 2) {
            counts[today[i]] = today[i + 1];
        }
        for (int i = 0; i < recentSize; i += STRIDE) {
            counts[recent[i + 1]] += dayOf(recent[i]) == day ? recent[i + 2] : 0;
        }
        double past = p95(counts, CALLS_MIN);
        if (!Double.isNaN(past)) {
            boolean full = daily.length == DAYS_MAX;
            daily = full ? Arrays.copyOfRange(daily, 1, DAYS_MAX + 1) : Arrays.copyOf(daily, daily.length + 1);
            daily[daily.length - 1] = (int) past;
            turned = true;
        }
        today = EMPTY;
        todaySize = 0;
        day = ofDay;
        nextDay = (ofDay + 1) * DAY_MINUTES;
    }

    private static int dayOf(int slot) {
        return Math.floorDiv(slot, DAY_MINUTES / SLOT_MINUTES);
    }

    /** Whether what is usual has moved; asking takes it back. */
    boolean takeTurned() {
        boolean taken = turned;
        turned = false;
        return taken;
    }

    private static double p95(int[] counts, int callsMin) {
        long all = 0;
        for (int count : counts) {
            all += count;
        }
        if (all < callsMin) {
            return Double.NaN;
        }
        long left = rank(all);
        for (int b = 0; b < counts.length; b++) {
            left -= counts[b];
            if (left <= 0) {
                return BOUND[b];
            }
        }
        return BOUND[BUCKETS - 1];
    }

    private static int bucket(int millis) {
        return millis < BUCKET.length ? BUCKET[millis] : search(millis);
    }

    private static int search(int millis) {
        int found = Arrays.binarySearch(BOUND, millis);
        return Math.min(found >= 0 ? found : -found - 1, BUCKETS - 1);
    }

    /** The bucket of each short latency. */
    private static byte[] buckets() {
        byte[] buckets = new byte[1024];
        for (int millis = 0; millis < buckets.length; millis++) {
            buckets[millis] = (byte) search(millis);
        }
        return buckets;
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
        newest = recentSize == 0 ? newest : recent[recentSize - STRIDE];
        today = in.numbers();
        todaySize = today.length;
        day = in.integer();
        nextDay = (day + 1) * DAY_MINUTES;
        daily = in.numbers();
    }
}
