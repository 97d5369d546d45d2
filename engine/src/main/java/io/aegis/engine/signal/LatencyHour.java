package io.aegis.engine.signal;

import java.util.Arrays;

/**
 * The latencies of about the last hour, as counts by minute and bucket. Only buckets with calls take room; those that
 * have left the hour are counted to their day when their room is needed.
 *
 * <p>{@link SignalState#latencies} begins with a head; then come cells, minutes ascending. A cell is minute, bucket and
 * count in one number. A bucket of a minute with more calls than that holds has several.
 */
final class LatencyHour {

    /** Of a customer without latencies. */
    static final int[] UNUSED = new int[0];

    static final int MINUTES = 60;

    // A cell: minutes since the base, bucket, count.

    private static final int COUNT_BITS = 12;
    static final int COUNT_MAX = (1 << COUNT_BITS) - 1;
    private static final int MINUTE_SHIFT = LatencyScale.BUCKET_BITS + COUNT_BITS;
    private static final int MINUTES_MAX = (1 << Integer.SIZE - 1 - MINUTE_SHIFT) - 1;

    private static final int ROOM_MIN = 2;

    // The head.

    /** Where the cells end. */
    static final int END = 0;

    /** The minute that those of the cells are counted from, not after the beginning of the last hour. */
    private static final int BASE = 1;

    static final int NEWEST = 2;
    /** Of {@link LatencyDays}: the running day, and how many cells it has. */
    static final int DAY = 3;

    static final int TODAY_SIZE = 4;
    static final int CELLS = 5;

    private LatencyHour() {}

    static int[] fresh(int minute, int cells) {
        int[] l = new int[CELLS + cells];
        l[END] = CELLS;
        l[BASE] = minute - MINUTES;
        l[NEWEST] = minute;
        l[DAY] = Buckets.NONE;
        return l;
    }

    static int readHead(int[] l) {
        return l.length == 0 ? 0 : l[END];
    }

    static int readLatest(int[] l) {
        return l.length == 0 ? 0 : l[l[END] - 1];
    }

    static int minuteOf(int[] l, int cell) {
        return l[BASE] + (cell >> MINUTE_SHIFT);
    }

    static int bucketOf(int cell) {
        return cell >> COUNT_BITS & LatencyScale.BUCKETS - 1;
    }

    static int countOf(int cell) {
        return cell & COUNT_MAX;
    }

    /** Counts a call of a minute of the hour up to the newest, or of a newer one. */
    static void add(SignalState s, int minute, int bucket) {
        int[] l = s.latencies;
        if (minute > l[NEWEST]) {
            moveOn(s, minute);
        }
        int at = l[END] - 1;
        while (at >= CELLS && minuteOf(l, l[at]) > minute) {
            at--;
        }
        int last = at;
        while (at >= CELLS && minuteOf(l, l[at]) == minute && !takesOneMore(l[at], bucket)) {
            at--;
        }
        if (at >= CELLS && minuteOf(l, l[at]) == minute) {
            l[at]++;
        } else {
            insert(s, last + 1, minute, bucket, 1);
        }
    }

    private static void moveOn(SignalState s, int minute) {
        int[] l = s.latencies;
        l[NEWEST] = minute;
        LatencyAnswer.moveOn(s, minute);
        if (minute - l[BASE] > MINUTES_MAX) {
            clear(s);
            rebase(l);
        }
    }

    private static boolean takesOneMore(int cell, int bucket) {
        return bucketOf(cell) == bucket && countOf(cell) < COUNT_MAX;
    }

    /** Puts a cell behind all others, which are of no later minute. */
    static void append(SignalState s, int minute, int bucket, int count) {
        insert(s, s.latencies[END], minute, bucket, count);
    }

    private static void insert(SignalState s, int place, int minute, int bucket, int count) {
        int[] l = s.latencies;
        int at = place;
        if (l[END] == l.length) {
            at -= clear(s);
            l = fitted(s);
        }
        System.arraycopy(l, at, l, at + 1, l[END] - at);
        l[at] = (minute - l[BASE]) << MINUTE_SHIFT | bucket << COUNT_BITS | count;
        l[END]++;
    }

    /** Counts to their day the cells that have left the last hour; how many they were. */
    static int clear(SignalState s) {
        int[] l = s.latencies;
        int kept = firstFrom(l, l[NEWEST] - MINUTES + 1);
        for (int i = CELLS; i < kept; i++) {
            if (LatencyDays.of(minuteOf(l, l[i])) == l[DAY]) {
                LatencyDays.add(s, bucketOf(l[i]), countOf(l[i]));
            }
        }
        System.arraycopy(l, kept, l, CELLS, l[END] - kept);
        l[END] -= kept - CELLS;
        return kept - CELLS;
    }

    private static void rebase(int[] l) {
        int moved = l[NEWEST] - MINUTES - l[BASE];
        for (int i = CELLS; i < l[END]; i++) {
            l[i] -= moved << MINUTE_SHIFT;
        }
        l[BASE] += moved;
    }

    /** With room for a cell more at least, and not for many more than there are. */
    private static int[] fitted(SignalState s) {
        int[] l = s.latencies;
        int cells = l[END] - CELLS;
        if (l[END] == l.length || l.length - CELLS > 2 * cells + ROOM_MIN) {
            l = Arrays.copyOf(l, l[END] + Math.max(ROOM_MIN, cells / 8));
            s.latencies = l;
        }
        return l;
    }

    /** The calls of the hour up to that minute, by bucket. */
    static int[] counts(int[] l, int minute) {
        int[] counts = new int[LatencyScale.BUCKETS];
        for (int i = firstKept(l, minute); i < l[END]; i++) {
            counts[bucketOf(l[i])] += countOf(l[i]);
        }
        return counts;
    }

    /** Where the first cell of the hour up to that minute lies. */
    static int firstKept(int[] l, int minute) {
        return firstFrom(l, minute - MINUTES + 1);
    }

    private static int firstFrom(int[] l, int minute) {
        int low = CELLS;
        int high = l[END];
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (minuteOf(l, l[middle]) < minute) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
