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

    /** Seconds, oldest first. */
    private int[] longest = EMPTY;

    private int day = Buckets.NONE;

    /** A silence of that many seconds ended on that day. */
    void add(int ofDay, long seconds) {
        int gap = (int) Math.min(seconds, Integer.MAX_VALUE);
        if (ofDay > day) {
            boolean full = longest.length == DAYS_MAX;
            longest = full ? Arrays.copyOfRange(longest, 1, DAYS_MAX + 1) : Arrays.copyOf(longest, longest.length + 1);
            longest[longest.length - 1] = gap;
            day = ofDay;
        } else if (longest.length > 0 && ofDay == day) {
            longest[longest.length - 1] = Math.max(longest[longest.length - 1], gap);
        }
    }

    /** The usual gap in milliseconds; NaN with fewer than {@value #DAYS_MIN} days. */
    double usualMillis() {
        if (longest.length < DAYS_MIN) {
            return Double.NaN;
        }
        int[] sorted = longest.clone();
        Arrays.sort(sorted);
        int rank = (sorted.length * 95 + 99) / 100;
        return sorted[rank - 1] * 1000.0;
    }

    void write(SnapshotWriter out) {
        out.number(day);
        out.numbers(longest, 0, longest.length);
    }

    void read(SnapshotReader in) {
        day = in.integer();
        longest = in.numbers();
    }
}
