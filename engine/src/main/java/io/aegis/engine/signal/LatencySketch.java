package io.aegis.engine.signal;

import io.aegis.engine.snapshot.SnapshotReader;
import io.aegis.engine.snapshot.SnapshotWriter;
import java.util.Arrays;

/**
 * Latencies as counts in logarithmic buckets (after DDSketch, Masson, Rim, Lee 2019; relative error 5 %): over the last
 * hour in six slots of ten minutes, and the bucket of the p95 of each of the last {@value #DAYS_MAX} days with enough
 * calls. Mergeable by adding. Only buckets with calls take room; those that have left the last hour are counted to their
 * day when their room is needed.
 *
 * <p>{@link SignalState#latencies} begins with a head, of what was looked at last among others; then come pairs of slot
 * and bucket in one number, and their count, slots ascending.
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
    private static final int BUCKET_BITS = 7;
    /** 1.1 to the power of 128 ms is more than three minutes. */
    private static final int BUCKETS = 1 << BUCKET_BITS;

    private static final double GROWTH = 1.1;
    private static final int[] BOUND = bounds();
    private static final byte[] BUCKET = buckets();
    private static final int[] EMPTY = new int[0];
    /** Of a customer without latencies. */
    static final int[] UNUSED = new int[0];

    static final byte[] NO_DAYS = new byte[0];
    /** Of a customer with too few days past. */
    static final byte NO_USUAL = -1;

    /** Of a pair: slot and bucket in one number, which there is room for until the year 2288, and count. */
    private static final int STRIDE = 2;

    // The head.

    /** Where the pairs end. */
    private static final int END = 0;

    private static final int NEWEST = 1;
    private static final int DAY = 2;
    private static final int NEXT_DAY = 3;
    private static final int TODAY_SIZE = 4;
    /** The slot for which the p95 was worked out last, with its bucket, the calls looked at, and those up to there. */
    private static final int ASKED = 5;

    private static final int ANSWER = 6;
    private static final int CALLS = 7;
    private static final int BELOW = 8;
    private static final int UP_TO = 9;
    private static final int RECENT = 10;

    private LatencySketch() {}

    private static int[] fresh(int pairs) {
        int[] l = new int[RECENT + pairs];
        l[END] = RECENT;
        l[NEWEST] = Integer.MIN_VALUE + SLOTS;
        l[DAY] = Buckets.NONE;
        l[NEXT_DAY] = Integer.MIN_VALUE;
        l[ASKED] = NEVER;
        return l;
    }

    /** First minute of the hour that is looked at. */
    static int firstMinute(int now) {
        return (Math.floorDiv(now, SLOT_MINUTES) - SLOTS + 1) * SLOT_MINUTES;
    }

    static int readHead(int[] l) {
        return l.length == 0 ? 0 : l[END];
    }

    static int readLatest(int[] l) {
        return l.length == 0 ? 0 : l[l[END] - 1] + l[Math.max(RECENT, l[END] - 17)];
    }

    static void add(SignalState s, int minute, int latencyMillis) {
        if (s.latencies.length == 0) {
            s.latencies = fresh(STRIDE);
        }
        int[] l = s.latencies;
        int bucket = bucket(latencyMillis);
        int slot = Math.floorDiv(minute, SLOT_MINUTES);
        if (minute >= l[NEXT_DAY]) {
            turnTo(s, Math.floorDiv(minute, DAY_MINUTES));
        }
        if (slot > l[NEWEST] - SLOTS) {
            addRecent(s, slot, bucket);
        } else if (dayOf(slot) == l[DAY]) {
            addToday(s, bucket, 1);
        }
    }

    private static void addRecent(SignalState s, int slot, int bucket) {
        int[] l = s.latencies;
        if (slot > l[NEWEST]) {
            l[NEWEST] = slot;
            l[ASKED] = NEVER;
        }
        int key = key(slot, bucket);
        int at = l[END] - STRIDE;
        while (at >= RECENT && slot(l[at]) > slot) {
            at -= STRIDE;
        }
        int first = key(slot, 0);
        for (int i = at; i >= RECENT && l[i] >= first; i -= STRIDE) {
            if (l[i] == key) {
                l[i + 1]++;
                added(l, slot, bucket);
                return;
            }
        }
        insert(s, at + STRIDE, key);
        added(s.latencies, slot, bucket);
    }

    private static int key(int slot, int bucket) {
        return slot << BUCKET_BITS | bucket;
    }

    private static int slot(int key) {
        return key >> BUCKET_BITS;
    }

    private static int bucketOf(int key) {
        return key & BUCKETS - 1;
    }

    private static void insert(SignalState s, int at, int key) {
        int[] l = s.latencies;
        int end = l[END];
        if (end < l.length) {
            System.arraycopy(l, at, l, at + STRIDE, end - at);
            put(l, at, key, end + STRIDE);
            return;
        }
        int left = RECENT;
        while (left < end && slot(l[left]) <= l[NEWEST] - SLOTS) {
            if (dayOf(slot(l[left])) == l[DAY]) {
                addToday(s, bucketOf(l[left]), l[left + 1]);
            }
            left += STRIDE;
        }
        int kept = end - left;
        int[] next = new int[RECENT + kept * 9 / 8 / STRIDE * STRIDE + STRIDE];
        int place = at - (left - RECENT);
        System.arraycopy(l, 0, next, 0, RECENT);
        System.arraycopy(l, left, next, RECENT, place - RECENT);
        System.arraycopy(l, at, next, place + STRIDE, end - at);
        put(next, place, key, RECENT + kept + STRIDE);
        s.latencies = next;
    }

    private static void put(int[] l, int at, int key, int end) {
        l[at] = key;
        l[at + 1] = 1;
        l[END] = end;
    }

    /** Keeps what was answered last up to date, as long as the answer stands. */
    private static void added(int[] l, int slot, int bucket) {
        int asked = l[ASKED];
        if (asked != NEVER && slot > asked - SLOTS && slot <= asked) {
            l[CALLS]++;
            l[BELOW] += bucket < l[ANSWER] ? 1 : 0;
            l[UP_TO] += bucket <= l[ANSWER] ? 1 : 0;
        }
    }

    private static void addToday(SignalState s, int bucket, int count) {
        int[] today = s.latenciesToday;
        int size = s.latencies[TODAY_SIZE];
        for (int i = 0; i < size; i += 2) {
            if (today[i] == bucket) {
                today[i + 1] = (int) Math.min(today[i + 1] + (long) count, Integer.MAX_VALUE);
                return;
            }
        }
        if (size == today.length) {
            today = Arrays.copyOf(today, size * 5 / 4 / 2 * 2 + 2);
            s.latenciesToday = today;
        }
        today[size] = bucket;
        today[size + 1] = count;
        s.latencies[TODAY_SIZE] = size + 2;
    }

    /** p95 in milliseconds over the last six slots, the running one included; NaN without a call. */
    static double p95(SignalState s, int minute) {
        int[] l = s.latencies;
        if (l.length == 0) {
            return Double.NaN;
        }
        int last = Math.floorDiv(minute, SLOT_MINUTES);
        long rank = rank(l[CALLS]);
        if (l[ASKED] != last || l[BELOW] >= rank || l[UP_TO] < rank) {
            ask(l, last);
        }
        return l[CALLS] == 0 ? Double.NaN : BOUND[l[ANSWER]];
    }

    private static void ask(int[] l, int last) {
        int[] sum = new int[BUCKETS];
        int calls = 0;
        for (int i = RECENT; i < l[END]; i += STRIDE) {
            int slot = slot(l[i]);
            if (slot > last - SLOTS && slot <= last) {
                sum[bucketOf(l[i])] += l[i + 1];
                calls += l[i + 1];
            }
        }
        int below = 0;
        int answer = 0;
        int upTo = sum[0];
        long rank = rank(calls);
        while (upTo < rank) {
            below = upTo;
            answer++;
            upTo += sum[answer];
        }
        l[ASKED] = last;
        l[ANSWER] = answer;
        l[CALLS] = calls;
        l[BELOW] = below;
        l[UP_TO] = upTo;
    }

    private static long rank(long calls) {
        return (calls * 95 + 99) / 100;
    }

    /** When calls next leave the hour, epoch minutes; {@link Integer#MAX_VALUE} if it is empty. */
    static int nextLeave(SignalState s, int minute) {
        int[] l = s.latencies;
        if (l.length == 0) {
            return Integer.MAX_VALUE;
        }
        int newest = Math.floorDiv(minute, SLOT_MINUTES);
        for (int i = RECENT; i < l[END]; i += STRIDE) {
            if (slot(l[i]) > newest - SLOTS) {
                return (slot(l[i]) + SLOTS) * SLOT_MINUTES;
            }
        }
        return Integer.MAX_VALUE;
    }

    /** Median of the p95 of days past; NaN with fewer than five. */
    static double usual(SignalState s) {
        return s.latenciesUsual == NO_USUAL ? Double.NaN : BOUND[s.latenciesUsual];
    }

    private static byte usual(byte[] daily) {
        if (daily.length < DAYS_MIN) {
            return NO_USUAL;
        }
        byte[] sorted = daily.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static void turnTo(SignalState s, int ofDay) {
        int[] l = s.latencies;
        int[] counts = new int[BUCKETS];
        for (int i = 0; i < l[TODAY_SIZE]; i += 2) {
            counts[s.latenciesToday[i]] = s.latenciesToday[i + 1];
        }
        for (int i = RECENT; i < l[END]; i += STRIDE) {
            counts[bucketOf(l[i])] += dayOf(slot(l[i])) == l[DAY] ? l[i + 1] : 0;
        }
        int past = p95(counts);
        if (past != NEVER) {
            byte[] daily = s.latenciesDaily;
            boolean full = daily.length == DAYS_MAX;
            daily = full ? Arrays.copyOfRange(daily, 1, DAYS_MAX + 1) : Arrays.copyOf(daily, daily.length + 1);
            daily[daily.length - 1] = (byte) past;
            s.latenciesDaily = daily;
            s.latenciesUsual = usual(daily);
            s.moved = true;
        }
        s.latenciesToday = EMPTY;
        l[TODAY_SIZE] = 0;
        l[DAY] = ofDay;
        l[NEXT_DAY] = (ofDay + 1) * DAY_MINUTES;
    }

    private static int dayOf(int slot) {
        return Math.floorDiv(slot, DAY_MINUTES / SLOT_MINUTES);
    }

    /** The bucket of the p95; {@link #NEVER} with too few calls. */
    private static int p95(int[] counts) {
        long all = 0;
        for (int count : counts) {
            all += count;
        }
        if (all < CALLS_MIN) {
            return NEVER;
        }
        long left = rank(all);
        for (int b = 0; b < counts.length; b++) {
            left -= counts[b];
            if (left <= 0) {
                return b;
            }
        }
        return BUCKETS - 1;
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

    static void write(SignalState s, SnapshotWriter out) {
        int[] l = s.latencies;
        int[] recent = triples(l);
        out.numbers(recent, 0, recent.length);
        out.numbers(s.latenciesToday, 0, l[TODAY_SIZE]);
        out.number(l[DAY]);
        int[] daily = new int[s.latenciesDaily.length];
        for (int i = 0; i < daily.length; i++) {
            daily[i] = BOUND[s.latenciesDaily[i]];
        }
        out.numbers(daily, 0, daily.length);
    }

    /** Slot, bucket and count of each pair, as snapshots hold them. */
    private static int[] triples(int[] l) {
        int[] triples = new int[(l[END] - RECENT) / STRIDE * 3];
        for (int i = RECENT, at = 0; i < l[END]; i += STRIDE) {
            triples[at++] = slot(l[i]);
            triples[at++] = bucketOf(l[i]);
            triples[at++] = l[i + 1];
        }
        return triples;
    }

    static void read(SignalState s, SnapshotReader in) {
        int[] recent = in.numbers();
        int[] l = fresh(recent.length / 3 * STRIDE);
        for (int i = 0; i < recent.length / 3; i++) {
            l[RECENT + i * STRIDE] = key(recent[3 * i], recent[3 * i + 1]);
            l[RECENT + i * STRIDE + 1] = recent[3 * i + 2];
        }
        l[END] = l.length;
        l[NEWEST] = recent.length == 0 ? l[NEWEST] : recent[recent.length - 3];
        s.latenciesToday = in.numbers();
        l[TODAY_SIZE] = s.latenciesToday.length;
        l[DAY] = in.integer();
        l[NEXT_DAY] = (l[DAY] + 1) * DAY_MINUTES;
        int[] daily = in.numbers();
        s.latenciesDaily = new byte[daily.length];
        for (int i = 0; i < daily.length; i++) {
            s.latenciesDaily[i] = (byte) bucket(daily[i]);
        }
        s.latenciesUsual = usual(s.latenciesDaily);
        s.latencies = l;
    }
}
