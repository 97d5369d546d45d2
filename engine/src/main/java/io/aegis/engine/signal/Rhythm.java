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

    private static final int[] EMPTY = new int[0];

    /** Seconds, of the days before {@link #day}, oldest first. */
    private int[] past = EMPTY;

    private int day = Buckets.NONE;
    private int today;

    /** A silence of that many seconds ended on that day. */
    void add(int ofDay, long seconds) {
        int gap = (int) Math.min(seconds, Integer.MAX_VALUE);
        if (ofDay == day) {
            today = Math.max(today, gap);
        } else if (ofDay > day) {
            past = day == Buckets.NONE ? EMPTY : followed();
            day = ofDay;
            today = gap;
        }
    }

    /** All but the oldest beyond what is kept, the running day last. */
    private int[] followed() {
        int kept = Math.min(past.length, DAYS_MAX - 2);
        int[] next = Arrays.copyOfRange(past, past.length - kept, past.length + 1);
        next[kept] = today;
        return next;
    }

    /** The usual gap in milliseconds; NaN with fewer than {@value #DAYS_MIN} days. */
    double usualMillis() {
        if (past.length + 1 < DAYS_MIN) {
            return Double.NaN;
        }
        int[] sorted = Arrays.copyOf(past, past.length + 1);
        sorted[past.length] = today;
        Arrays.sort(sorted);
        int rank = (sorted.length * 95 + 99) / 100;
        return sorted[rank - 1] * 1000.0;
    }

    void write(SnapshotWriter out) {
        out.number(day);
        out.number(today);
        out.numbers(past, 0, past.length);
    }

    void read(SnapshotReader in) {
        day = in.integer();
        today = in.integer();
        past = in.numbers();
    }
}
