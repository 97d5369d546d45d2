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

    final Buckets minutes = Buckets.byKind();
    final Buckets hours = Buckets.byKind();
    final Buckets days = Buckets.callsAndFailures();

    /** The minute that the sums belong to. */
    private int now = Buckets.NONE;
    /** First minute that the adaptive window may hold. */
    private int start = Buckets.NONE;

    /** When calls next leave a window or what is kept, epoch minutes. */
    private int turn = Integer.MAX_VALUE;

    private byte window = DAY;
    /** So many more calls cannot make a shorter window the adaptive one. */
    private int callsToSpare;
    /** Over the adaptive window, then what lies in the hour of {@link #start} before it. */
    private final int[] sums = new int[2 * Buckets.FIELDS];
    /** Set when calls may leave a window earlier than was told; the owner takes it back. */
    boolean leavesEarlier;
    /** So many minutes before a first call in its minute had none; the owner takes it back. */
    int quietMinutes;

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

    /** Time has reached this minute: what is too old leaves, each at its own time. */
    void advance(int minute) {
        if (now == Buckets.NONE) {
            now = minute;
            choose();
        }
        while (turn <= minute) {
            now = turn;
            choose();
        }
        now = Math.max(now, minute);
    }

    /** Counts a call in the minute it belongs to; {@link #advance} to the customer's time comes first. */
    void add(int minute, Answer answer) {
        if (minute == now) {
            if (minutes.newest() != minute) {
                beginMinute(minute);
            }
            minutes.add(minute, answer);
            hours.add(minute / 60, answer);
            days.add(minute / 1440, answer);
            if (--callsToSpare >= 0) {
                addTo(0, answer);
                return;
            }
        } else {
            int hour = Math.floorDiv(minute, 60);
            int day = Math.floorDiv(minute, 1440);
            if (minute >= minutesFrom()) {
                minutes.add(minute, answer);
            }
            if (hour > Math.floorDiv(now, 60) - HOURS_KEPT) {
                hours.add(hour, answer);
            }
            if (day >= Math.floorDiv(now, 1440) - DAYS_KEPT) {
                days.add(day, answer);
            }
            if (minute < start && hour == Math.floorDiv(start, 60)) {
                addTo(Buckets.FIELDS, answer);
            }
            leavesEarlier = true;
        }
        choose();
    }

    /** The same for calls that came added up, by the fields of {@link Buckets}. */
    void add(int minute, int[] counts) {
        int hour = Math.floorDiv(minute, 60);
        int day = Math.floorDiv(minute, 1440);
        if (minute >= minutesFrom()) {
            minutes.add(minute, counts);
        }
        if (hour > Math.floorDiv(now, 60) - HOURS_KEPT) {
            hours.add(hour, counts);
        }
        if (day >= Math.floorDiv(now, 1440) - DAYS_KEPT) {
            days.add(day, counts);
        }
        if (minute < start && hour == Math.floorDiv(start, 60)) {
            for (int i = 0; i < Buckets.FIELDS; i++) {
                sums[Buckets.FIELDS + i] = saturated(sums[Buckets.FIELDS + i] + (long) counts[i]);
            }
        }
        leavesEarlier = true;
        choose();
    }

    private void beginMinute(int minute) {
        int newest = minutes.newest();
        quietMinutes = Math.max(quietMinutes, newest == Buckets.NONE ? Integer.MAX_VALUE : minute - newest);
        leavesEarlier |= hours.isEmpty() || days.isEmpty();
        turn = Math.min(turn, minutesDrop(minute));
        turn = hours.isEmpty() ? Math.min(turn, hoursDrop(minute / 60)) : turn;
        turn = days.isEmpty() ? Math.min(turn, daysDrop(minute / 1440)) : turn;
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

    /** Drops what is too old, and settles which window the adaptive one is, where it starts, and its sums. */
    private void choose() {
        minutes.dropBefore(minutesFrom());
        hours.dropBefore(Math.floorDiv(now, 60) - HOURS_KEPT + 1);
        days.dropBefore(Math.floorDiv(now, 1440) - DAYS_KEPT);
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
        sumUp();
        turn = nextTurn();
    }

    private void sumUp() {
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

    private int nextTurn() {
        int next = nextLeave();
        if (!minutes.isEmpty()) {
            next = Math.min(next, minutesDrop(minutes.firstFrom(Buckets.NONE)));
        }
        if (!hours.isEmpty()) {
            next = Math.min(next, hoursDrop(hours.firstFrom(Buckets.NONE)));
        }
        return days.isEmpty() ? next : Math.min(next, daysDrop(days.firstFrom(Buckets.NONE)));
    }

    /** When {@link #minutesFrom} passes that minute. */
    private static int minutesDrop(int minute) {
        return Math.floorDiv(minute, 60) * 60 + 119;
    }

    private static int hoursDrop(int hour) {
        return (hour + HOURS_KEPT) * 60;
    }

    private static int daysDrop(int day) {
        return (day + DAYS_KEPT + 1) * 1440;
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
        byte from = (byte) (calls(HOUR) >= CALLS_MIN ? FIVE_MINUTES : SIX_HOURS);
        int most = from == FIVE_MINUTES ? 0 : calls(HOUR);
        for (byte i = from; i < DAY; i++) {
            int calls = calls(i);
            if (calls >= CALLS_MIN) {
                callsToSpare = CALLS_MIN - 1 - most;
                return i;
            }
            most = Math.max(most, calls);
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

    private void addTo(int offset, Answer answer) {
        sums[offset + Buckets.CALLS]++;
        switch (answer) {
            case GOOD -> {}
            case REFUSED -> sums[offset + Buckets.CLIENT]++;
            case UNAUTHORISED -> {
                sums[offset + Buckets.CLIENT]++;
                sums[offset + Buckets.AUTH]++;
            }
            case THROTTLED -> {
                sums[offset + Buckets.CLIENT]++;
                sums[offset + Buckets.THROTTLED]++;
            }
            case BROKEN -> sums[offset + Buckets.SERVER]++;
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
