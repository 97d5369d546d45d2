package io.aegis.engine.signal;

import io.aegis.engine.snapshot.SnapshotReader;
import io.aegis.engine.snapshot.SnapshotWriter;
import java.util.Arrays;

/**
 * The latencies of the running day beside those in {@link LatencyHour}, as counts by bucket, and the bucket of the p95 of
 * each of the last {@value #DAYS_MAX} days with enough calls.
 */
final class LatencyDays {

    static final byte[] NONE = new byte[0];

    private static final int DAYS_MAX = 14;
    private static final int DAYS_MIN = 5;
    private static final int CALLS_MIN = 20;
    private static final int MINUTES = 1440;
    private static final int NEVER = Integer.MIN_VALUE;

    // A cell of the running day: bucket, count.

    private static final int COUNT_BITS = Integer.SIZE - 1 - LatencyScale.BUCKET_BITS;
    private static final int COUNT_MAX = (1 << COUNT_BITS) - 1;
    private static final int ROOM_MIN = 2;

    private static final int DAY = LatencyHour.DAY;
    private static final int SIZE = LatencyHour.TODAY_SIZE;

    private LatencyDays() {}

    /** The day of a minute. */
    static int of(int minute) {
        return Math.floorDiv(minute, MINUTES);
    }

    /** The first minute of a day. */
    static int begin(int day) {
        return day * MINUTES;
    }

    /** Counts calls to the running day. */
    static void add(SignalState s, int bucket, int count) {
        int[] today = s.latenciesToday;
        int size = s.latencies[SIZE];
        int left = count;
        for (int i = 0; i < size && left > 0; i++) {
            if (today[i] >> COUNT_BITS == bucket) {
                int more = Math.min(left, COUNT_MAX - (today[i] & COUNT_MAX));
                today[i] += more;
                left -= more;
            }
        }
        if (left > 0) {
            today = size < today.length ? today : Arrays.copyOf(today, size + Math.max(ROOM_MIN, size / 4));
            today[size] = bucket << COUNT_BITS | left;
            s.latenciesToday = today;
            s.latencies[SIZE] = size + 1;
        }
    }

    /** Ends the running day, if it is another. */
    static void turnTo(SignalState s, int day) {
        int[] l = s.latencies;
        if (l[DAY] != Buckets.NONE) {
            end(s);
        }
        l[DAY] = day;
    }

    private static void end(SignalState s) {
        int past = p95(counts(s));
        if (past != NEVER) {
            byte[] daily = s.latenciesDaily;
            boolean full = daily.length == DAYS_MAX;
            daily = full ? Arrays.copyOfRange(daily, 1, DAYS_MAX + 1) : Arrays.copyOf(daily, daily.length + 1);
            daily[daily.length - 1] = (byte) past;
            s.latenciesDaily = daily;
            s.latenciesUsual = usual(daily);
            s.moved = true;
        }
        s.latenciesToday = LatencyHour.UNUSED;
        s.latencies[SIZE] = 0;
    }

    /** The calls of the running day, those still in the last hour too, by bucket. */
    private static long[] counts(SignalState s) {
        int[] l = s.latencies;
        long[] counts = new long[LatencyScale.BUCKETS];
        for (int i = 0; i < l[SIZE]; i++) {
            counts[s.latenciesToday[i] >> COUNT_BITS] += s.latenciesToday[i] & COUNT_MAX;
        }
        for (int i = LatencyHour.CELLS; i < l[LatencyHour.END]; i++) {
            if (of(LatencyHour.minuteOf(l, l[i])) == l[DAY]) {
                counts[LatencyHour.bucketOf(l[i])] += LatencyHour.countOf(l[i]);
            }
        }
        return counts;
    }

    /** The bucket of the p95; {@link #NEVER} with too few calls. */
    private static int p95(long[] counts) {
        long all = Arrays.stream(counts).sum();
        if (all < CALLS_MIN) {
            return NEVER;
        }
        long left = LatencyAnswer.rank(all);
        int bucket = -1;
        while (left > 0) {
            bucket++;
            left -= counts[bucket];
        }
        return bucket;
    }

    /** Median of the p95 of days past, in milliseconds; NaN with fewer than five. */
    static double usual(SignalState s) {
        return s.latenciesDaily.length < DAYS_MIN
                ? Double.NaN
                : LatencyScale.millis(Byte.toUnsignedInt(s.latenciesUsual));
    }

    private static byte usual(byte[] daily) {
        int[] sorted = new int[daily.length];
        for (int i = 0; i < daily.length; i++) {
            sorted[i] = Byte.toUnsignedInt(daily[i]);
        }
        Arrays.sort(sorted);
        return (byte) sorted[sorted.length / 2];
    }

    static void write(SignalState s, SnapshotWriter out) {
        out.numbers(s.latenciesToday, 0, s.latencies[SIZE]);
        out.number(s.latencies[DAY]);
        out.number(s.latenciesDaily.length);
        for (byte bucket : s.latenciesDaily) {
            out.number(LatencyScale.bound(Byte.toUnsignedInt(bucket)));
        }
    }

    static void read(SignalState s, SnapshotReader in) {
        s.latenciesToday = in.numbers();
        s.latencies[SIZE] = s.latenciesToday.length;
        s.latencies[DAY] = in.integer();
        readPast(s, in);
    }

    /** Days past, which {@link #write} gives last. */
    static void readPast(SignalState s, SnapshotReader in) {
        int[] daily = in.numbers();
        s.latenciesDaily = new byte[daily.length];
        for (int i = 0; i < daily.length; i++) {
            s.latenciesDaily[i] = (byte) LatencyScale.bucket(daily[i]);
        }
        s.latenciesUsual = daily.length == 0 ? 0 : usual(s.latenciesDaily);
    }
}
