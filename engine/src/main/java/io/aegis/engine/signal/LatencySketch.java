package io.aegis.engine.signal;

import io.aegis.engine.snapshot.SnapshotReader;
import io.aegis.engine.snapshot.SnapshotWriter;
import java.util.Arrays;

/**
 * Latencies as counts in the buckets of {@link LatencyScale} (after DDSketch, Masson, Rim, Lee 2019): over the last hour
 * by minute, and the bucket of the p95 of each of the last {@value #DAYS_MAX} days with enough calls. Mergeable by
 * adding. Only buckets with calls take room; those that have left the last hour are counted to their day when their room
 * is needed.
 *
 * <p>{@link SignalState#latencies} begins with a head; then come cells, minutes ascending. A cell is minute, bucket and
 * count in one number. A bucket of a minute with more calls than that holds has several.
 */
final class LatencySketch {

    /** Of a customer without latencies. */
    static final int[] UNUSED = new int[0];

    static final byte[] NO_DAYS = new byte[0];
    static final int DAYS_MAX = 14;

    private static final int HOUR_MINUTES = 60;
    private static final int DAY_MINUTES = 1440;
    private static final int NEVER = Integer.MIN_VALUE;
    private static final int DAYS_MIN = 5;
    private static final double SHARE = 0.95;
    private static final double DEVIATIONS = 4;
    private static final int CALLS_MIN = 20;

    private static final int BUCKET_BITS = LatencyScale.BUCKET_BITS;
    private static final int BUCKETS = LatencyScale.BUCKETS;

    /** Snapshots before kept the last hour in such slots. */
    private static final int SLOT_MINUTES = 10;

    // A cell of the last hour: minutes since the base, bucket, count.

    private static final int COUNT_BITS = 12;
    private static final int COUNT_MAX = (1 << COUNT_BITS) - 1;
    private static final int MINUTE_SHIFT = BUCKET_BITS + COUNT_BITS;
    private static final int MINUTES_MAX = (1 << Integer.SIZE - 1 - MINUTE_SHIFT) - 1;

    // A cell of the running day: bucket, count.

    private static final int TODAY_COUNT_BITS = Integer.SIZE - 1 - BUCKET_BITS;
    private static final int TODAY_COUNT_MAX = (1 << TODAY_COUNT_BITS) - 1;

    private static final int ROOM_MIN = 2;

    // The head.

    /** Where the cells end. */
    private static final int END = 0;

    /** The minute that those of the cells are counted from, not after the beginning of the last hour. */
    private static final int BASE = 1;

    private static final int NEWEST = 2;
    private static final int DAY = 3;
    private static final int TODAY_SIZE = 4;
    private static final int CELLS = 5;

    // What was answered last, kept once it has been asked for: for which minute, the bucket, the calls looked at, those
    // below that bucket and those up to it.

    private static final int ASKED = 0;
    private static final int ANSWER = 1;
    private static final int CALLS = 2;
    private static final int BELOW = 3;
    private static final int UP_TO = 4;
    private static final int ANSWER_SIZE = 5;

    private LatencySketch() {}

    private static int[] fresh(int minute, int cells) {
        int[] l = new int[CELLS + cells];
        l[END] = CELLS;
        l[BASE] = minute - HOUR_MINUTES;
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

    static void add(SignalState s, int minute, int latencyMillis) {
        if (s.latencies.length == 0) {
            s.latencies = fresh(minute, ROOM_MIN);
        }
        int[] l = s.latencies;
        int bucket = LatencyScale.bucket(latencyMillis);
        int day = dayOf(minute);
        if (day > l[DAY]) {
            turnTo(s, day);
        }
        if (minute > l[NEWEST] - HOUR_MINUTES) {
            addRecent(s, minute, bucket);
        } else if (day == l[DAY]) {
            addToday(s, bucket, 1);
        }
    }

    private static void addRecent(SignalState s, int minute, int bucket) {
        int[] l = s.latencies;
        if (minute > l[NEWEST]) {
            l[NEWEST] = minute;
            if (s.latencyAnswer.length > 0) {
                askFor(s, minute);
            }
            if (minute - l[BASE] > MINUTES_MAX) {
                clear(s);
                rebase(l);
            }
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
            l = insert(s, last + 1, minute, bucket);
        }
        added(s.latencyAnswer, minute, bucket);
    }

    private static boolean takesOneMore(int cell, int bucket) {
        return bucketOf(cell) == bucket && countOf(cell) < COUNT_MAX;
    }

    private static int minuteOf(int[] l, int cell) {
        return l[BASE] + (cell >> MINUTE_SHIFT);
    }

    private static int bucketOf(int cell) {
        return cell >> COUNT_BITS & BUCKETS - 1;
    }

    private static int countOf(int cell) {
        return cell & COUNT_MAX;
    }

    /** Puts a cell of one call in front of that place. */
    private static int[] insert(SignalState s, int place, int minute, int bucket) {
        int[] l = s.latencies;
        int at = place;
        if (l[END] == l.length) {
            at -= clear(s);
            l = fitted(s);
        }
        System.arraycopy(l, at, l, at + 1, l[END] - at);
        l[at] = (minute - l[BASE]) << MINUTE_SHIFT | bucket << COUNT_BITS | 1;
        l[END]++;
        return l;
    }

    /** Counts to their day the cells that have left the last hour; how many they were. */
    private static int clear(SignalState s) {
        int[] l = s.latencies;
        int kept = firstFrom(l, l[NEWEST] - HOUR_MINUTES + 1);
        for (int i = CELLS; i < kept; i++) {
            if (dayOf(minuteOf(l, l[i])) == l[DAY]) {
                addToday(s, bucketOf(l[i]), countOf(l[i]));
            }
        }
        System.arraycopy(l, kept, l, CELLS, l[END] - kept);
        l[END] -= kept - CELLS;
        return kept - CELLS;
    }

    private static void rebase(int[] l) {
        int moved = l[NEWEST] - HOUR_MINUTES - l[BASE];
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

    private static void addToday(SignalState s, int bucket, int count) {
        int[] today = s.latenciesToday;
        int size = s.latencies[TODAY_SIZE];
        int left = count;
        for (int i = 0; i < size && left > 0; i++) {
            if (today[i] >> TODAY_COUNT_BITS == bucket) {
                int more = Math.min(left, TODAY_COUNT_MAX - (today[i] & TODAY_COUNT_MAX));
                today[i] += more;
                left -= more;
            }
        }
        if (left > 0) {
            today = size < today.length ? today : Arrays.copyOf(today, size + Math.max(ROOM_MIN, size / 4));
            today[size] = bucket << TODAY_COUNT_BITS | left;
            s.latenciesToday = today;
            s.latencies[TODAY_SIZE] = size + 1;
        }
    }

    /** p95 in milliseconds over the last sixty minutes, the running one included; NaN without a call. */
    static double p95(SignalState s, int minute) {
        int[] l = s.latencies;
        if (l.length == 0) {
            return Double.NaN;
        }
        int[] answer = askFor(s, minute);
        return answer[CALLS] == 0 ? Double.NaN : LatencyScale.millis(answer[ANSWER]);
    }

    /** Brings what was answered last to that minute: what leaves is taken off, and it is worked out anew if it turns. */
    private static int[] askFor(SignalState s, int minute) {
        int[] l = s.latencies;
        int[] answer = s.latencyAnswer;
        if (answer.length == 0 || minute - answer[ASKED] >= HOUR_MINUTES) {
            return ask(s, minute);
        }
        if (minute > answer[ASKED]) {
            int left = firstFrom(l, minute - HOUR_MINUTES + 1);
            for (int i = firstFrom(l, answer[ASKED] - HOUR_MINUTES + 1); i < left; i++) {
                count(answer, bucketOf(l[i]), -countOf(l[i]));
            }
            answer[ASKED] = minute;
        }
        long rank = rank(answer[CALLS]);
        return answer[BELOW] >= rank || answer[UP_TO] < rank ? ask(s, answer[ASKED]) : answer;
    }

    /**
     * What the p95 is at least, in milliseconds: so few of so many calls would be faster by chance four standard
     * deviations away. NaN without a call.
     */
    static double p95Lower(SignalState s, int minute) {
        int[] l = s.latencies;
        int[] sum = l.length == 0 ? UNUSED : lastHour(l, minute);
        long calls = Arrays.stream(sum).sum();
        if (calls == 0) {
            return Double.NaN;
        }
        double rank = SHARE * calls - DEVIATIONS * Math.sqrt(SHARE * (1 - SHARE) * calls);
        int bucket = 0;
        for (long upTo = sum[0]; upTo < rank; upTo += sum[bucket]) {
            bucket++;
        }
        return LatencyScale.millis(bucket);
    }

    /** The calls of the hour up to that minute, by bucket. */
    private static int[] lastHour(int[] l, int minute) {
        int[] sum = new int[BUCKETS];
        for (int i = firstFrom(l, minute - HOUR_MINUTES + 1); i < l[END]; i++) {
            sum[bucketOf(l[i])] += countOf(l[i]);
        }
        return sum;
    }

    private static int[] ask(SignalState s, int minute) {
        int[] sum = lastHour(s.latencies, minute);
        int calls = Arrays.stream(sum).sum();
        int below = 0;
        int bucket = 0;
        int upTo = sum[0];
        long rank = rank(calls);
        while (upTo < rank) {
            below = upTo;
            bucket++;
            upTo += sum[bucket];
        }
        if (s.latencyAnswer.length == 0) {
            s.latencyAnswer = new int[ANSWER_SIZE];
        }
        int[] answer = s.latencyAnswer;
        answer[ASKED] = minute;
        answer[ANSWER] = bucket;
        answer[CALLS] = calls;
        answer[BELOW] = below;
        answer[UP_TO] = upTo;
        return answer;
    }

    /** Keeps what was answered last up to date. */
    private static void added(int[] answer, int minute, int bucket) {
        if (answer.length > 0 && minute > answer[ASKED] - HOUR_MINUTES) {
            count(answer, bucket, 1);
        }
    }

    private static void count(int[] answer, int bucket, int by) {
        answer[CALLS] += by;
        answer[BELOW] += bucket < answer[ANSWER] ? by : 0;
        answer[UP_TO] += bucket <= answer[ANSWER] ? by : 0;
    }

    private static long rank(long calls) {
        return (calls * 95 + 99) / 100;
    }

    /** Where the first cell of that minute or a later one lies. */
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

    /** When calls next leave the hour, epoch minutes; {@link Integer#MAX_VALUE} if it is empty. */
    static int nextLeave(SignalState s, int minute) {
        int[] l = s.latencies;
        if (l.length == 0) {
            return Integer.MAX_VALUE;
        }
        int first = firstFrom(l, minute - HOUR_MINUTES + 1);
        return first == l[END] ? Integer.MAX_VALUE : minuteOf(l, l[first]) + HOUR_MINUTES;
    }

    /** Median of the p95 of days past; NaN with fewer than five. */
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

    private static void turnTo(SignalState s, int ofDay) {
        int[] l = s.latencies;
        if (l[DAY] != Buckets.NONE) {
            endDay(s);
        }
        l[DAY] = ofDay;
    }

    private static void endDay(SignalState s) {
        int[] l = s.latencies;
        long[] counts = new long[BUCKETS];
        for (int i = 0; i < l[TODAY_SIZE]; i++) {
            counts[s.latenciesToday[i] >> TODAY_COUNT_BITS] += s.latenciesToday[i] & TODAY_COUNT_MAX;
        }
        for (int i = CELLS; i < l[END]; i++) {
            counts[bucketOf(l[i])] += dayOf(minuteOf(l, l[i])) == l[DAY] ? countOf(l[i]) : 0;
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
        s.latenciesToday = UNUSED;
        l[TODAY_SIZE] = 0;
    }

    private static int dayOf(int minute) {
        return Math.floorDiv(minute, DAY_MINUTES);
    }

    /** The bucket of the p95; {@link #NEVER} with too few calls. */
    private static int p95(long[] counts) {
        long all = Arrays.stream(counts).sum();
        if (all < CALLS_MIN) {
            return NEVER;
        }
        long left = rank(all);
        int bucket = -1;
        while (left > 0) {
            bucket++;
            left -= counts[bucket];
        }
        return bucket;
    }

    static void write(SignalState s, SnapshotWriter out) {
        clear(s);
        int[] l = s.latencies;
        out.number(l[NEWEST]);
        out.number(l[END] - CELLS);
        for (int i = CELLS; i < l[END]; i++) {
            out.number(l[NEWEST] - (long) minuteOf(l, l[i]));
            out.number(bucketOf(l[i]));
            out.number(countOf(l[i]));
        }
        out.numbers(s.latenciesToday, 0, l[TODAY_SIZE]);
        out.number(l[DAY]);
        writeDays(s, out);
    }

    private static void writeDays(SignalState s, SnapshotWriter out) {
        out.number(s.latenciesDaily.length);
        for (byte bucket : s.latenciesDaily) {
            out.number(LatencyScale.bound(Byte.toUnsignedInt(bucket)));
        }
    }

    static void read(SignalState s, SnapshotReader in) {
        int newest = in.integer();
        int cells = in.integer();
        int[] l = fresh(newest, cells);
        for (int i = 0; i < cells; i++) {
            int minute = HOUR_MINUTES - in.integer();
            l[l[END]++] = minute << MINUTE_SHIFT | in.integer() << COUNT_BITS | in.integer();
        }
        s.latencies = l;
        s.latenciesToday = in.numbers();
        l[TODAY_SIZE] = s.latenciesToday.length;
        l[DAY] = in.integer();
        readDays(s, in);
    }

    /** From a snapshot that kept slots: their calls leave the hour when they would have. */
    static void readSlots(SignalState s, SnapshotReader in) {
        int[] triples = in.numbers();
        int[] today = in.numbers();
        int day = in.integer();
        int newest = triples.length == 0 ? day * DAY_MINUTES : triples[triples.length - 3] * SLOT_MINUTES;
        s.latencies = fresh(newest, 0);
        s.latencies[DAY] = day;
        for (int i = 0; i < triples.length; i += 3) {
            int bucket = LatencyScale.ofWider(triples[i + 1]);
            int minute = triples[i] * SLOT_MINUTES;
            if (minute > newest - HOUR_MINUTES) {
                for (int left = triples[i + 2]; left > 0; left -= COUNT_MAX) {
                    int[] l = insert(s, s.latencies[END], minute, bucket);
                    l[l[END] - 1] += Math.min(left, COUNT_MAX) - 1;
                }
            } else if (dayOf(minute) == day) {
                addToday(s, bucket, triples[i + 2]);
            }
        }
        for (int i = 0; i < today.length; i += 2) {
            addToday(s, LatencyScale.ofWider(today[i]), today[i + 1]);
        }
        readDays(s, in);
    }

    private static void readDays(SignalState s, SnapshotReader in) {
        int[] daily = in.numbers();
        s.latenciesDaily = new byte[daily.length];
        for (int i = 0; i < daily.length; i++) {
            s.latenciesDaily[i] = (byte) LatencyScale.bucket(daily[i]);
        }
        s.latenciesUsual = daily.length == 0 ? 0 : usual(s.latenciesDaily);
    }
}
