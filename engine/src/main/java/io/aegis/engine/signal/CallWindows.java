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

    private static final int SUMS = Buckets.SUMS;
    private static final int BEFORE = Buckets.BEFORE;

    private CallWindows() {}

    static int calls(SignalState s, int of) {
        int from = from(of, s.windowNow);
        return saturated(
                of <= HOUR
                        ? Buckets.calls(s.steps, Buckets.MINUTES, from, Integer.MAX_VALUE)
                        : Buckets.calls(s.steps, Buckets.HOURS, from / 60, Integer.MAX_VALUE));
    }

    static int errors(SignalState s, int of) {
        int from = from(of, s.windowNow);
        return saturated(
                of <= HOUR
                        ? Buckets.errors(s.steps, Buckets.MINUTES, from, Integer.MAX_VALUE)
                        : Buckets.errors(s.steps, Buckets.HOURS, from / 60, Integer.MAX_VALUE));
    }

    /** Sums over the adaptive window, by the fields of {@link Buckets}. */
    static int adaptive(SignalState s, int field) {
        return s.steps[SUMS + field];
    }

    /** First minute that the adaptive window holds. */
    static int windowFrom(SignalState s) {
        return Math.max(s.windowStart, from(s.window, s.windowNow));
    }

    /** First minute over which a signal measures failures or latency; {@link Integer#MAX_VALUE} if it measures neither. */
    static int firstMinute(SignalState s, Signal signal) {
        return switch (signal) {
            case ERROR_RATE_5M -> from(FIVE_MINUTES, s.windowNow);
            case ERROR_RATE_15M -> from(QUARTER, s.windowNow);
            case ERROR_RATE_1H, P95_LATENCY_MS, P95_LATENCY_LOWER_MS -> from(HOUR, s.windowNow);
            case ERROR_RATE_24H -> from(DAY, s.windowNow);
            case ERROR_RATE_LOWER, ERROR_RATE_UPPER, ERROR_SURGE, ERROR_EVIDENCE, THROTTLED_EVIDENCE -> windowFrom(s);
            case FAILING_ROUTES, FAILING_STATUSES -> windowFrom(s);
            default -> signal.countsFailures() ? windowFrom(s) : Integer.MAX_VALUE;
        };
    }

    static int lengthMinutes(int of) {
        return LENGTH_MINUTES[of];
    }

    /** Time has reached this minute: what is too old leaves, each at its own time. */
    static void advance(SignalState s, int minute) {
        if (s.windowNow == Buckets.NONE) {
            s.windowNow = minute;
            choose(s);
        }
        while (s.windowTurn <= minute) {
            s.windowNow = s.windowTurn;
            choose(s);
        }
        s.windowNow = Math.max(s.windowNow, minute);
    }

    /** Counts a call in the minute it belongs to; {@link #advance} to the customer's time comes first. */
    static void add(SignalState s, int minute, Answer answer) {
        if (minute != s.windowNow) {
            int[] counts = new int[Buckets.FIELDS];
            Buckets.count(counts, 0, answer);
            add(s, minute, counts);
            return;
        }
        if (!Buckets.isOpen(s.steps, minute)) {
            beginMinute(s, minute);
        }
        Buckets.addOpen(s.steps, answer);
        if (--s.callsToSpare >= 0) {
            Buckets.count(s.steps, SUMS, answer);
        } else {
            choose(s);
        }
    }

    /** The same for calls that came added up, by the fields of {@link Buckets}. */
    static void add(SignalState s, int minute, int[] counts) {
        Buckets.settle(s);
        int hour = Math.floorDiv(minute, 60);
        int day = Math.floorDiv(minute, 1440);
        if (minute >= minutesFrom(s.windowNow)) {
            Buckets.add(s, Buckets.MINUTES, minute, counts);
        }
        if (hour > Math.floorDiv(s.windowNow, 60) - HOURS_KEPT) {
            Buckets.add(s, Buckets.HOURS, hour, counts);
        }
        if (day >= Math.floorDiv(s.windowNow, 1440) - DAYS_KEPT) {
            Buckets.add(s, Buckets.DAYS, day, counts);
        }
        if (minute < s.windowStart && hour == Math.floorDiv(s.windowStart, 60)) {
            for (int i = 0; i < Buckets.FIELDS; i++) {
                s.steps[BEFORE + i] = saturated(s.steps[BEFORE + i] + (long) counts[i]);
            }
        }
        s.leavesEarlier = true;
        choose(s);
    }

    private static void beginMinute(SignalState s, int minute) {
        int[] w = s.steps;
        int newest = Buckets.newest(w, Buckets.MINUTES);
        if (newest != minute) {
            boolean noHours = Buckets.isEmpty(w, Buckets.HOURS);
            boolean noDays = Buckets.isEmpty(w, Buckets.DAYS);
            s.quietMinutes = Math.max(s.quietMinutes, newest == Buckets.NONE ? Integer.MAX_VALUE : minute - newest);
            s.leavesEarlier |= noHours || noDays;
            s.windowTurn = Math.min(s.windowTurn, minutesDrop(minute));
            s.windowTurn = noHours ? Math.min(s.windowTurn, hoursDrop(minute / 60)) : s.windowTurn;
            s.windowTurn = noDays ? Math.min(s.windowTurn, daysDrop(minute / 1440)) : s.windowTurn;
        }
        Buckets.open(s, minute);
    }

    /** When calls next leave the adaptive window or change which window it is, epoch minutes. */
    static int nextLeave(SignalState s) {
        return nextLeave(s, s.window);
    }

    /** When calls next leave that window, epoch minutes; {@link Integer#MAX_VALUE} if it is empty. */
    static int nextLeave(SignalState s, int of) {
        int length = LENGTH_MINUTES[of];
        int from = from(of, s.windowNow);
        if (of <= HOUR) {
            int first = Buckets.firstFrom(s.steps, Buckets.MINUTES, from);
            return first == Integer.MAX_VALUE ? first : first + length;
        }
        int first = Buckets.firstFrom(s.steps, Buckets.HOURS, from / 60);
        return first == Integer.MAX_VALUE ? first : first * 60 + length;
    }

    /** Drops what is too old, and settles which window the adaptive one is, where it starts, and its sums. */
    private static void choose(SignalState s) {
        int[] w = Buckets.settleMinute(s);
        int now = s.windowNow;
        Buckets.dropBefore(w, Buckets.MINUTES, minutesFrom(now));
        Buckets.dropBefore(w, Buckets.HOURS, Math.floorDiv(now, 60) - HOURS_KEPT + 1);
        Buckets.dropBefore(w, Buckets.DAYS, Math.floorDiv(now, 1440) - DAYS_KEPT);
        byte chosen = shortest(s);
        s.leavesEarlier |= chosen != s.window;
        s.window = chosen;
        int left = lastLeftOut(w, from(chosen, now), chosen <= HOUR);
        if (left > s.windowStart) {
            s.windowStart = left;
            Arrays.fill(w, BEFORE, BEFORE + Buckets.FIELDS, 0);
            if (left % 60 != 0) {
                Buckets.sumInto(w, Buckets.MINUTES, Math.floorDiv(left, 60) * 60, left, BEFORE);
            }
        }
        sumUp(s);
        s.windowTurn = nextTurn(s);
    }

    private static void sumUp(SignalState s) {
        int[] w = s.steps;
        Arrays.fill(w, SUMS, SUMS + Buckets.FIELDS, 0);
        int from = windowFrom(s);
        if (from >= minutesFrom(s.windowNow)) {
            Buckets.sumInto(w, Buckets.MINUTES, from, Integer.MAX_VALUE, SUMS);
            return;
        }
        Buckets.sumInto(w, Buckets.HOURS, Math.floorDiv(from, 60), Integer.MAX_VALUE, SUMS);
        if (from == s.windowStart) {
            for (int i = 0; i < Buckets.FIELDS; i++) {
                w[SUMS + i] -= w[BEFORE + i];
            }
        }
    }

    private static int nextTurn(SignalState s) {
        int next = nextLeave(s);
        int minute = Buckets.firstFrom(s.steps, Buckets.MINUTES, Buckets.NONE);
        if (minute != Integer.MAX_VALUE) {
            next = Math.min(next, minutesDrop(minute));
        }
        int hour = Buckets.firstFrom(s.steps, Buckets.HOURS, Buckets.NONE);
        if (hour != Integer.MAX_VALUE) {
            next = Math.min(next, hoursDrop(hour));
        }
        int day = Buckets.firstFrom(s.steps, Buckets.DAYS, Buckets.NONE);
        return day == Integer.MAX_VALUE ? next : Math.min(next, daysDrop(day));
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
    private static int lastLeftOut(int[] w, int from, boolean byMinute) {
        if (byMinute) {
            int minute = Buckets.lastBefore(w, Buckets.MINUTES, from);
            if (minute != Buckets.NONE) {
                return minute + 1;
            }
        }
        int hour = Buckets.lastBefore(w, Buckets.HOURS, Math.floorDiv(from, 60));
        return hour == Buckets.NONE ? Buckets.NONE : (hour + 1) * 60;
    }

    private static byte shortest(SignalState s) {
        // The running hour and the one before hold all of the last hour's calls, and are added up sooner.
        long lastHours = Buckets.calls(s.steps, Buckets.HOURS, Math.floorDiv(s.windowNow, 60) - 1, Integer.MAX_VALUE);
        int most = lastHours >= CALLS_MIN ? 0 : (int) lastHours;
        for (int i = lastHours >= CALLS_MIN ? FIVE_MINUTES : SIX_HOURS; i < DAY; i++) {
            int calls = calls(s, i);
            if (calls >= CALLS_MIN) {
                s.callsToSpare = (short) (CALLS_MIN - 1 - most);
                return (byte) i;
            }
            most = Math.max(most, calls);
        }
        s.callsToSpare = (short) (CALLS_MIN - 1 - most);
        return DAY;
    }

    /** First minute of a window of whole minutes, or of whole hours. */
    private static int from(int window, int now) {
        int length = LENGTH_MINUTES[window];
        return window <= HOUR ? now - length + 1 : (Math.floorDiv(now, 60) - length / 60 + 1) * 60;
    }

    /** Minutes are kept from the start of the hour that the 1 h window begins in. */
    static int minutesFrom(int now) {
        return Math.floorDiv(now - 59, 60) * 60;
    }

    private static int saturated(long value) {
        return (int) Math.min(value, Integer.MAX_VALUE);
    }

    static void write(SignalState s, SnapshotWriter out) {
        out.number(s.windowNow);
        out.number(s.windowStart);
        out.numbers(s.steps, BEFORE, BEFORE + Buckets.FIELDS);
        Buckets.write(s, Buckets.MINUTES, out);
        Buckets.write(s, Buckets.HOURS, out);
        Buckets.write(s, Buckets.DAYS, out);
    }

    /** Into steps that are still empty. */
    static void read(SignalState s, SnapshotReader in) {
        s.windowNow = in.integer();
        s.windowStart = in.integer();
        System.arraycopy(in.numbers(), 0, s.steps, BEFORE, Buckets.FIELDS);
        Buckets.read(s, Buckets.MINUTES, in);
        Buckets.read(s, Buckets.HOURS, in);
        Buckets.read(s, Buckets.DAYS, in);
        choose(s);
    }
}
