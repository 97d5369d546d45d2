package io.aegis.engine.signal;

import io.aegis.engine.snapshot.SnapshotReader;
import io.aegis.engine.snapshot.SnapshotWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Calls and failures in equal steps of time, oldest first: of minutes, hours and days, all in the one array {@link
 * SignalState#steps}. Only steps with calls have a cell, so a quiet customer costs next to nothing. Each row has an open
 * step, whose calls are counted in its head and given to its cell when another step begins; those of the open minute are
 * not in the open hour and day before that. So a call touches little more than the array's beginning.
 *
 * <p>The array begins with the sums that {@link CallWindows} keeps; then come the head of each row: the open step with
 * its counts, where its area ends, where its cells begin and end. Then what is kept beside the sums, and the areas, each
 * of whole cells: index and fields of a step.
 */
final class Buckets {

    static final int CALLS = 0;
    /** 4xx answers, the next two included; all failures where kinds are not told apart. */
    static final int CLIENT = 1;
    /** 401 and 403. */
    static final int AUTH = 2;
    /** 429. */
    static final int THROTTLED = 3;

    static final int SERVER = 4;
    static final int FIELDS = 5;

    /** Before every index that can occur. */
    static final int NONE = Integer.MIN_VALUE;

    /** Of a customer without calls. */
    static final int[] UNUSED = new int[0];

    /** Where the sums over the adaptive window lie, by field. */
    static final int SUMS = 0;

    /** What the head of a row says, by its place there. No cell lies after the open step. */
    private static final int OPEN = 0;

    private static final int LIMIT = 1;
    private static final int FIRST = 2;
    private static final int END = 3;
    /** Fields of the open step; the last, as days have fewer. */
    private static final int OPEN_COUNTS = 4;

    private static final int HEAD = OPEN_COUNTS + FIELDS;

    /** Rows, by where their head lies. */
    static final int MINUTES = SUMS + FIELDS;

    static final int HOURS = MINUTES + HEAD;
    /** Failures are only counted: their cells have no field beyond {@link #CLIENT}. */
    static final int DAYS = HOURS + HEAD;

    /** Where the sums lie of what is in the hour of the adaptive window's start before it. */
    static final int BEFORE = DAYS + OPEN_COUNTS + fields(DAYS);

    private static final int AREAS = BEFORE + FIELDS;

    private Buckets() {}

    /** Without any calls, with room for one step in each row. */
    static int[] fresh() {
        int[] w = new int[AREAS + stride(MINUTES) + stride(HOURS) + stride(DAYS)];
        int area = AREAS;
        for (int row = MINUTES; row <= DAYS; row += HEAD) {
            w[row + FIRST] = area;
            w[row + END] = area;
            area += stride(row);
            w[row + LIMIT] = area;
            w[row + OPEN] = NONE;
        }
        return w;
    }

    /** Where the area of a row begins: where that before it ends. */
    private static int area(int[] w, int row) {
        return row == MINUTES ? AREAS : w[row - HEAD + LIMIT];
    }

    private static int fields(int row) {
        return row == DAYS ? CLIENT + 1 : FIELDS;
    }

    private static int stride(int row) {
        return 1 + fields(row);
    }

    /** The step of a row that a minute belongs to. */
    private static int step(int row, int minute) {
        return row == MINUTES ? minute : Math.floorDiv(minute, row == HOURS ? 60 : 1440);
    }

    static int readHeads(int[] w) {
        return w.length == 0 ? 0 : w[SUMS] + w[HOURS + OPEN_COUNTS] + w[DAYS + END];
    }

    static int readLatest(int[] w) {
        return w.length == 0 ? 0 : w[Math.max(AREAS, w[MINUTES + END] - stride(MINUTES))];
    }

    static boolean isEmpty(int[] w, int row) {
        return newest(w, row) == NONE;
    }

    /** Whether it is the open minute. */
    static boolean isOpen(int[] w, int minute) {
        return w[MINUTES + OPEN] == minute;
    }

    /** Makes that minute, after which none has calls, the open one. */
    static void open(SignalState s, int minute) {
        settleMinute(s)[MINUTES + OPEN] = minute;
    }

    /** Index of the newest step with calls that is still kept; {@link #NONE} without one. */
    static int newest(int[] w, int row) {
        return lastBefore(w, row, Integer.MAX_VALUE);
    }

    /** Counts one call of the open minute. */
    static void addOpen(int[] w, Answer answer) {
        count(w, MINUTES + OPEN_COUNTS, answer);
    }

    /** Counts one call in fields that lie there. */
    static void count(int[] w, int at, Answer answer) {
        w[at + CALLS]++;
        switch (answer) {
            case GOOD -> {}
            case REFUSED -> w[at + CLIENT]++;
            case UNAUTHORISED -> {
                w[at + CLIENT]++;
                w[at + AUTH]++;
            }
            case THROTTLED -> {
                w[at + CLIENT]++;
                w[at + THROTTLED]++;
            }
            case BROKEN -> w[at + SERVER]++;
        }
    }

    /** Counts calls that came added up, by field; {@link #settle} comes first. */
    static void add(SignalState s, int row, int index, int[] counts) {
        int at = cell(s, row, index) + 1;
        take(s.steps, at, row, counts, 0);
    }

    /** Gives the calls of the open minute to its cell and to the open hour and day. */
    static int[] settleMinute(SignalState s) {
        int[] w = s.steps;
        if (w[MINUTES + OPEN_COUNTS] > 0) {
            int minute = w[MINUTES + OPEN];
            give(s, HOURS, minute);
            give(s, DAYS, minute);
            w = settle(s, MINUTES);
        }
        return w;
    }

    private static void give(SignalState s, int row, int minute) {
        int step = step(row, minute);
        int[] w = s.steps;
        if (w[row + OPEN] != step) {
            w = settle(s, row);
            w[row + OPEN] = step;
        }
        take(w, row + OPEN_COUNTS, row, w, MINUTES + OPEN_COUNTS);
    }

    /** Adds to the fields of a step of that row those of a minute, or of calls that came added up. */
    private static void take(int[] w, int at, int row, int[] counts, int from) {
        increase(w, at + CALLS, counts[from + CALLS]);
        if (row == DAYS) {
            increase(w, at + CLIENT, saturated((long) counts[from + CLIENT] + counts[from + SERVER]));
        } else {
            increase(w, at + CLIENT, counts[from + CLIENT]);
            increase(w, at + AUTH, counts[from + AUTH]);
            increase(w, at + THROTTLED, counts[from + THROTTLED]);
            increase(w, at + SERVER, counts[from + SERVER]);
        }
    }

    /** Gives the calls of all open steps to their cells. */
    static int[] settle(SignalState s) {
        settleMinute(s);
        settle(s, HOURS);
        return settle(s, DAYS);
    }

    private static int[] settle(SignalState s, int row) {
        int[] w = s.steps;
        if (w[row + OPEN_COUNTS] > 0) {
            int at = cell(s, row, w[row + OPEN]) + 1;
            w = s.steps;
            for (int i = 0; i < fields(row); i++) {
                increase(w, at + i, w[row + OPEN_COUNTS + i]);
                w[row + OPEN_COUNTS + i] = 0;
            }
        }
        return w;
    }

    private static void increase(int[] w, int at, int by) {
        w[at] = saturated(w[at] + (long) by);
    }

    /** Where the step of that index lies, made if there is none. */
    private static int cell(SignalState s, int row, int index) {
        int[] w = s.steps;
        int stride = stride(row);
        int first = w[row + FIRST];
        int at = w[row + END] - stride;
        while (at >= first && w[at] > index) {
            at -= stride;
        }
        return at >= first && w[at] == index ? at : insert(s, row, Math.max(at + stride, first), index);
    }

    private static int insert(SignalState s, int row, int place, int index) {
        int stride = stride(row);
        int at = place;
        if (s.steps[row + END] == s.steps[row + LIMIT]) {
            at -= makeRoom(s, row);
        }
        int[] w = s.steps;
        int end = w[row + END];
        System.arraycopy(w, at, w, at + stride, end - at);
        w[row + END] = end + stride;
        w[at] = index;
        Arrays.fill(w, at + 1, at + stride, 0);
        return at;
    }

    /** Room for one more cell at least; how far the cells have moved to the front for it. */
    private static int makeRoom(SignalState s, int row) {
        int[] w = s.steps;
        int area = area(w, row);
        int gone = w[row + FIRST] - area;
        if (gone > 0) {
            System.arraycopy(w, area + gone, w, area, w[row + END] - area - gone);
            w[row + FIRST] = area;
            w[row + END] -= gone;
        } else {
            int stride = stride(row);
            enlarge(s, row, Math.max(1, (w[row + LIMIT] - area) / stride / 4) * stride);
        }
        return gone;
    }

    /** Makes the area of a row longer by so much; those after it move. */
    private static void enlarge(SignalState s, int row, int by) {
        int[] had = s.steps;
        int limit = had[row + LIMIT];
        int[] w = Arrays.copyOf(had, had.length + by);
        System.arraycopy(had, limit, w, limit + by, had.length - limit);
        w[row + LIMIT] += by;
        for (int after = row + HEAD; after <= DAYS; after += HEAD) {
            for (int place = LIMIT; place <= END; place++) {
                w[after + place] += by;
            }
        }
        s.steps = w;
    }

    /** Forgets steps before that index; {@link #settleMinute} comes first. */
    static void dropBefore(int[] w, int row, int index) {
        if (w[row + OPEN] < index) {
            Arrays.fill(w, row + OPEN_COUNTS, row + OPEN_COUNTS + fields(row), 0);
        }
        int stride = stride(row);
        int first = w[row + FIRST];
        int end = w[row + END];
        while (first < end && w[first] < index) {
            first += stride;
        }
        if (first == end) {
            first = area(w, row);
            w[row + END] = first;
        }
        w[row + FIRST] = first;
    }

    /** Index of the first step from {@code from} on that has calls; {@link Integer#MAX_VALUE} if none has. */
    static int firstFrom(int[] w, int row, int from) {
        int at = notBefore(w, row, from);
        if (at < w[row + END]) {
            return w[at];
        }
        if (isOpenIn(w, row, from, Integer.MAX_VALUE)) {
            return w[row + OPEN];
        }
        return minuteIsOpenIn(w, row, from, Integer.MAX_VALUE) ? step(row, w[MINUTES + OPEN]) : Integer.MAX_VALUE;
    }

    /** Index of the last step before {@code limit} that has calls; {@link #NONE} if none has. */
    static int lastBefore(int[] w, int row, int limit) {
        if (minuteIsOpenIn(w, row, NONE, limit)) {
            return step(row, w[MINUTES + OPEN]);
        }
        if (isOpenIn(w, row, NONE, limit)) {
            return w[row + OPEN];
        }
        int at = notBefore(w, row, limit) - stride(row);
        return at < w[row + FIRST] ? NONE : w[at];
    }

    /** Adds up all fields of the steps of minutes or hours in [from, to), into the same array from {@code into} on. */
    static void sumInto(int[] w, int row, int from, int to, int into) {
        int stride = stride(row);
        int end = w[row + END];
        for (int at = notBefore(w, row, from); at < end && w[at] < to; at += stride) {
            addUp(w, at + 1, into);
        }
        if (isOpenIn(w, row, from, to)) {
            addUp(w, row + OPEN_COUNTS, into);
        }
        if (minuteIsOpenIn(w, row, from, to)) {
            addUp(w, MINUTES + OPEN_COUNTS, into);
        }
    }

    /** Whether calls are counted in the row's head that belong to the steps [from, to). */
    private static boolean isOpenIn(int[] w, int row, int from, int to) {
        return w[row + OPEN] >= from && w[row + OPEN] < to && w[row + OPEN_COUNTS] > 0;
    }

    /** Whether calls of the open minute, not yet given to the row, belong to the steps [from, to). */
    private static boolean minuteIsOpenIn(int[] w, int row, int from, int to) {
        if (row == MINUTES || w[MINUTES + OPEN_COUNTS] == 0) {
            return false;
        }
        int step = step(row, w[MINUTES + OPEN]);
        return step >= from && step < to;
    }

    private static void addUp(int[] w, int fields, int into) {
        for (int i = 0; i < FIELDS; i++) {
            increase(w, into + i, w[fields + i]);
        }
    }

    /** Every step that has calls, oldest first: its index, then its fields. */
    static List<int[]> steps(SignalState s, int row) {
        int[] w = settle(s);
        List<int[]> steps = new ArrayList<>();
        for (int at = w[row + FIRST]; at < w[row + END]; at += stride(row)) {
            steps.add(Arrays.copyOfRange(w, at, at + stride(row)));
        }
        return steps;
    }

    /** Calls in the steps [from, to). */
    static long calls(int[] w, int row, int from, int to) {
        return sum(w, row, CALLS, from, to);
    }

    /** Adds up one field of the steps [from, to). */
    static long sum(int[] w, int row, int field, int from, int to) {
        long sum = isOpenIn(w, row, from, to) ? w[row + OPEN_COUNTS + field] : 0;
        sum += minuteIsOpenIn(w, row, from, to) ? w[MINUTES + OPEN_COUNTS + field] : 0;
        int stride = stride(row);
        int end = w[row + END];
        for (int at = notBefore(w, row, from); at < end && w[at] < to; at += stride) {
            sum += w[at + 1 + field];
        }
        return sum;
    }

    /** Failures in the steps [from, to). */
    static long errors(int[] w, int row, int from, int to) {
        long sum = isOpenIn(w, row, from, to) ? openErrors(w, row) : 0;
        sum += minuteIsOpenIn(w, row, from, to) ? openErrors(w, MINUTES) : 0;
        int end = w[row + END];
        for (int at = notBefore(w, row, from); at < end && w[at] < to; at += stride(row)) {
            sum += (long) w[at + 1 + CLIENT] + (row == DAYS ? 0 : w[at + 1 + SERVER]);
        }
        return sum;
    }

    private static long openErrors(int[] w, int row) {
        return (long) w[row + OPEN_COUNTS + CLIENT] + (row == DAYS ? 0 : w[row + OPEN_COUNTS + SERVER]);
    }

    static void write(SignalState s, int row, SnapshotWriter out) {
        int[] w = settle(s);
        int stride = stride(row);
        int previous = 0;
        out.number((w[row + END] - w[row + FIRST]) / stride);
        for (int at = w[row + FIRST]; at < w[row + END]; at += stride) {
            out.number(w[at] - (long) previous);
            previous = w[at];
            for (int i = 1; i < stride; i++) {
                out.number(w[at + i]);
            }
        }
    }

    /** Takes back into a row without cells what {@link #write} gave. */
    static void read(SignalState s, int row, SnapshotReader in) {
        int stride = stride(row);
        int count = in.integer();
        if (count > 1) {
            enlarge(s, row, (count - 1) * stride);
        }
        int[] w = s.steps;
        int end = w[row + FIRST] + count * stride;
        int previous = 0;
        for (int at = w[row + FIRST]; at < end; at += stride) {
            previous = Math.toIntExact(previous + in.number());
            w[at] = previous;
            for (int i = 1; i < stride; i++) {
                w[at + i] = in.integer();
            }
        }
        w[row + END] = end;
    }

    /** Where the first cell of that index or a later one lies; the end if there is none. */
    private static int notBefore(int[] w, int row, int index) {
        int stride = stride(row);
        int first = w[row + FIRST];
        int low = 0;
        int high = (w[row + END] - first) / stride;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (w[first + middle * stride] < index) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return first + low * stride;
    }

    private static int saturated(long value) {
        return (int) Math.min(value, Integer.MAX_VALUE);
    }
}
