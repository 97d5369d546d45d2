package io.aegis.engine.signal;

import io.aegis.engine.snapshot.SnapshotReader;
import io.aegis.engine.snapshot.SnapshotWriter;
import java.util.Arrays;
import java.util.List;

/**
 * One customer's calls by minute, hour and UTC day, and the windows over them: whole minutes up to 1 h, whole hours up
 * to 24 h, the running one included.
 *
 * <p>The adaptive window is the shortest that holds at least {@value #CALLS_MIN} calls, else 24 h. Its start never moves
 * back. That start is kept as "just after the last calls left out", so it depends on calls and on the instants at which
 * they leave a window, never on how often somebody looked.
 */
final class CallWindows {

    static final int FIVE_MINUTES = 0;
    static final int QUARTER = 1;
    static final int HOUR = 2;
    static final int SIX_HOURS = 3;
    static final int DAY = 4;
    static final List<String> NAMES = List.of("5m", "15m", "1h", "6h", "24h");

    static final int CALLS_MIN = 200;
    private static final int[] LENGTH_MINUTES = {5, 15, 60, 360, 1440};
    private static final int HOURS_KEPT = 48;
    private static final int DAYS_KEPT = 35;

    final Buckets minutes = new Buckets();
    final Buckets hours = new Buckets();
    final Buckets days = new Buckets();

    /** The minute that the sums belong to. */
    private int now = Buckets.NONE;
    /** First minute that the adaptive window may hold. */
    private int start = Buckets.NONE;

    private byte window = DAY;
    /** So many more calls cannot make a shorter window the adaptive one. */
    private int callsToSpare;
    /** Over the adaptive window, then what lies in the hour of {@link #start} before it. */
    private final int[] sums = new int[2 * Buckets.FIELDS];
    /** Set when calls may leave a window earlier than was told; the owner takes it back. */
    boolean leavesEarlier;
    /** Set when a minute got its first calls; the owner takes it back. */
    boolean newMinute;

    int calls(int of) {
        int from = from(of, now);
        return saturated(
                of <= HOUR ? minutes.calls(from, Integer.MAX_VALUE) : hours.calls(from / 60, Integer.MAX_VALUE));
    }

    int errors(int of) {
        int from = from(of, now);
        return saturated(
                of <= HOUR ? minutes.errors(from, Integer.MAX_VALUE) : hours.errors(from / 60, Integer.MAX_VALUE));
    }

    /** Sums over the adaptive window, by the fields of {@link Buckets}. */
    int adaptive(int field) {
        return sums[field];
    }

    /** Which window the adaptive one is. */
    int window() {
        return window;
    }

    /** First minute that the adaptive window holds. */
    int windowFrom() {
        return Math.max(start, from(window, now));
    }

    static int lengthMinutes(int of) {
        return LENGTH_MINUTES[of];
    }

    /** Time has reached this minute: what is too old leaves. */
    void advance(int minute) {
        if (minute <= now) {
            return;
        }
        boolean sameHour = Math.floorDiv(minute, 60) == Math.floorDiv(now, 60);
        now = minute;
        if (sameHour && window > HOUR) {
            return;
        }
        choose();
        minutes.dropBefore(minutesFrom());
        if (!sameHour) {
            hours.dropBefore(Math.floorDiv(minute, 60) - HOURS_KEPT + 1);
            days.dropBefore(Math.floorDiv(minute, 1440) - DAYS_KEPT);
        }
    }

    /** Counts calls in the minute they belong to; {@link #advance} to the customer's time comes first. */
    void add(int minute, int[] counts) {
        int hour = Math.floorDiv(minute, 60);
        if (minute >= minutesFrom()) {
            newMinute |= minutes.add(minute, counts);
        }
        if (hour > Math.floorDiv(now, 60) - HOURS_KEPT) {
            leavesEarlier |= hours.isEmpty();
            hours.add(hour, counts);
        }
        int day = Math.floorDiv(minute, 1440);
        if (day >= Math.floorDiv(now, 1440) - DAYS_KEPT) {
            leavesEarlier |= days.isEmpty();
            days.add(day, counts);
        }
        callsToSpare -= counts[Buckets.CALLS];
        if (minute == now && callsToSpare >= 0) {
            addTo(0, counts);
        } else {
            if (minute < start && hour == Math.floorDiv(start, 60)) {
                addTo(Buckets.FIELDS, counts);
            }
            leavesEarlier |= minute != now;
            choose();
        }
    }

    /** When calls next leave the adaptive window or change which window it is, epoch minutes. */
    int nextLeave() {
        return nextLeave(window);
    }

    /** When calls next leave that window, epoch minutes; {@link Integer#MAX_VALUE} if it is empty. */
    int nextLeave(int of) {
        int length = LENGTH_MINUTES[of];
        if (of <= HOUR) {
            int first = minutes.firstFrom(from(of, now));
            return first == Integer.MAX_VALUE ? first : first + length;
        }
        int first = hours.firstFrom(from(of, now) / 60);
        return first == Integer.MAX_VALUE ? first : first * 60 + length;
    }

    /** Settles which window the adaptive one is, where it starts, and its sums. */
    private void choose() {
        byte chosen = shortest();
        leavesEarlier |= chosen != window;
        window = chosen;
        int left = lastLeftOut(from(chosen, now), chosen <= HOUR);
        if (left > start) {
            start = left;
            Arrays.fill(sums, Buckets.FIELDS, sums.length, 0);
            if (start % 60 != 0) {
                minutes.sum(Math.floorDiv(start, 60) * 60, start, sums, Buckets.FIELDS);
            }
        }
        Arrays.fill(sums, 0, Buckets.FIELDS, 0);
        int from = windowFrom();
        if (from >= minutesFrom()) {
            minutes.sum(from, Integer.MAX_VALUE, sums, 0);
            return;
        }
        hours.sum(Math.floorDiv(from, 60), Integer.MAX_VALUE, sums, 0);
        if (from == start) {
            for (int i = 0; i < Buckets.FIELDS; i++) {
                sums[i] -= sums[Buckets.FIELDS + i];
            }
        }
    }

    /** The minute after the last calls before {@code from}. */
    private int lastLeftOut(int from, boolean byMinute) {
        if (byMinute) {
            int minute = minutes.lastBefore(from);
            if (minute != Buckets.NONE) {
                return minute + 1;
            }
        }
        int hour = hours.lastBefore(Math.floorDiv(from, 60));
        return hour == Buckets.NONE ? Buckets.NONE : (hour + 1) * 60;
    }

    private byte shortest() {
        int most = calls(DAY);
        if (most >= CALLS_MIN) {
            most = 0;
            for (byte i = 0; i < DAY; i++) {
                int calls = calls(i);
                if (calls >= CALLS_MIN) {
                    callsToSpare = CALLS_MIN - 1 - most;
                    return i;
                }
                most = Math.max(most, calls);
            }
        }
        callsToSpare = CALLS_MIN - 1 - most;
        return DAY;
    }

    /** First minute of a window of whole minutes, or of whole hours. */
    private static int from(int window, int now) {
        int length = LENGTH_MINUTES[window];
        return window <= HOUR ? now - length + 1 : (Math.floorDiv(now, 60) - length / 60 + 1) * 60;
    }

    /** Minutes are kept from the start of the hour that the 1 h window begins in. */
    private int minutesFrom() {
        return Math.floorDiv(now - 59, 60) * 60;
    }

    private void addTo(int offset, int[] counts) {
        for (int i = 0; i < Buckets.FIELDS; i++) {
            sums[offset + i] = saturated(sums[offset + i] + (long) counts[i]);
        }
    }

    private static int saturated(long value) {
        return (int) Math.min(value, Integer.MAX_VALUE);
    }

    void write(SnapshotWriter out) {
        out.number(now);
        out.number(start);
        out.numbers(sums, Buckets.FIELDS, sums.length);
        minutes.write(out);
        hours.write(out);
        days.write(out);
    }

    void read(SnapshotReader in) {
        now = in.integer();
        start = in.integer();
        System.arraycopy(in.numbers(), 0, sums, Buckets.FIELDS, Buckets.FIELDS);
        minutes.read(in);
        hours.read(in);
        days.read(in);
        choose();
    }
}
