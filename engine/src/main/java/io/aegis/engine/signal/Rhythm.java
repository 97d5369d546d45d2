package io.aegis.engine.signal;

import io.aegis.engine.snapshot.SnapshotReader;
import io.aegis.engine.snapshot.SnapshotWriter;
import java.util.Arrays;

/**
 * A customer's own rhythm: for each of the last {@value #DAYS_MAX} days with a call, the longest silence that ended on
 * it. Nights and weekends so belong to what is usual. The usual gap is the 95th percentile of these.
 */
final class Rhythm {

    static final int DAYS_MAX = 28;
    static final int DAYS_MIN = 7;

    /** Instead of a usual gap: what it is worked out from has changed. */
    static final int UNASKED = -1;

    private static final int[] EMPTY = new int[0];

    private Rhythm() {}

    /** A silence of that many seconds ended on that day. */
    static void add(SignalState s, int ofDay, long seconds) {
        int gap = (int) Math.min(seconds, Integer.MAX_VALUE);
        if (ofDay == s.rhythmDay) {
            if (gap > s.rhythmToday) {
                s.rhythmToday = gap;
                s.rhythmUsual = UNASKED;
            }
        } else if (ofDay > s.rhythmDay) {
            s.rhythmUsual = UNASKED;
            s.rhythmPast = s.rhythmDay == Buckets.NONE ? EMPTY : followed(s.rhythmPast, s.rhythmToday);
            s.rhythmDay = ofDay;
            s.rhythmToday = gap;
        }
    }

    /** All but the oldest beyond what is kept, the running day last. */
    private static int[] followed(int[] past, int today) {
        int kept = Math.min(past.length, DAYS_MAX - 2);
        int[] next = Arrays.copyOfRange(past, past.length - kept, past.length + 1);
        next[kept] = today;
        return next;
    }

    /** The usual gap in milliseconds; NaN with fewer than {@value #DAYS_MIN} days. */
    static double usualMillis(SignalState s) {
        int[] past = s.rhythmPast;
        if (past.length + 1 < DAYS_MIN) {
            return Double.NaN;
        }
        if (s.rhythmUsual == UNASKED) {
            s.rhythmUsual = usual(past, s.rhythmToday);
        }
        return s.rhythmUsual * 1000.0;
    }

    private static int usual(int[] past, int today) {
        int[] sorted = Arrays.copyOf(past, past.length + 1);
        sorted[past.length] = today;
        Arrays.sort(sorted);
        int rank = (sorted.length * 95 + 99) / 100;
        return sorted[rank - 1];
    }

    static void write(SignalState s, SnapshotWriter out) {
        out.number(s.rhythmDay);
        out.number(s.rhythmToday);
        out.numbers(s.rhythmPast, 0, s.rhythmPast.length);
    }

    static void read(SignalState s, SnapshotReader in) {
        s.rhythmDay = in.integer();
        s.rhythmToday = in.integer();
        s.rhythmPast = in.numbers();
    }
}
