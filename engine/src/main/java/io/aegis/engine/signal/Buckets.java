package io.aegis.engine.signal;

import io.aegis.engine.snapshot.SnapshotReader;
import io.aegis.engine.snapshot.SnapshotWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Calls and failures in equal steps of time, oldest first. Only steps with calls have a cell, so a quiet customer costs
 * next to nothing. Single calls of the newest step are counted beside the cells and moved there when something is asked
 * or another step begins.
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

    private static final int[] EMPTY = new int[0];

    /** Index and fields of each step. */
    private final byte stride;

    private int[] cells = EMPTY;
    private int head;
    private int tail;

    private int open = NONE;
    private int openCalls;
    private int openClient;
    private int openAuth;
    private int openThrottled;
    private int openServer;

    private Buckets(int fields) {
        this.stride = (byte) (fields + 1);
    }

    static Buckets byKind() {
        return new Buckets(FIELDS);
    }

    /** Failures are only counted: fields from {@link #AUTH} on stay nothing. */
    static Buckets callsAndFailures() {
        return new Buckets(2);
    }

    boolean isEmpty() {
        return head == tail && openCalls == 0;
    }

    /** Index of the newest step with calls that is still kept; {@link #NONE} without one. */
    int newest() {
        if (openCalls > 0) {
            return open;
        }
        return head == tail ? NONE : cells[tail - stride];
    }

    /** Counts one call. */
    void add(int index, Answer answer) {
        if (index < open) {
            int newest = open;
            settle();
            open = index;
            count(answer);
            settle();
            open = newest;
            return;
        }
        if (index > open) {
            settle();
            open = index;
        }
        count(answer);
    }

    private void count(Answer answer) {
        openCalls++;
        switch (answer) {
            case GOOD -> {}
            case REFUSED -> openClient++;
            case UNAUTHORISED -> {
                openClient++;
                openAuth++;
            }
            case THROTTLED -> {
                openClient++;
                openThrottled++;
            }
            case BROKEN -> openServer++;
        }
    }

    /** Counts calls that came added up, by field. */
    void add(int index, int[] counts) {
        settle();
        open = Math.max(open, index);
        put(index, counts[CALLS], counts[CLIENT], counts[AUTH], counts[THROTTLED], counts[SERVER]);
    }

    private void settle() {
        if (openCalls > 0) {
            put(open, openCalls, openClient, openAuth, openThrottled, openServer);
            openCalls = 0;
            openClient = 0;
            openAuth = 0;
            openThrottled = 0;
            openServer = 0;
        }
    }

    private void put(int index, int calls, int client, int auth, int throttled, int server) {
        int at = cell(index) + 1;
        increase(at + CALLS, calls);
        if (stride <= FIELDS) {
            increase(at + CLIENT, saturated((long) client + server));
        } else {
            increase(at + CLIENT, client);
            increase(at + AUTH, auth);
            increase(at + THROTTLED, throttled);
            increase(at + SERVER, server);
        }
    }

    private void increase(int at, int by) {
        cells[at] = saturated(cells[at] + (long) by);
    }

    /** Where the step of that index lies, made if there is none. */
    private int cell(int index) {
        int at = tail - stride;
        while (at >= head && cells[at] > index) {
            at -= stride;
        }
        return at >= head && cells[at] == index ? at : insertAfter(at, index);
    }

    /** Forgets steps before that index. */
    void dropBefore(int index) {
        if (open < index) {
            openCalls = 0;
            openClient = 0;
            openAuth = 0;
            openThrottled = 0;
            openServer = 0;
        }
        while (head < tail && cells[head] < index) {
            head += stride;
        }
        if (head == tail) {
            head = 0;
            tail = 0;
        }
    }

    /** Index of the first step from {@code from} on that has calls; {@link Integer#MAX_VALUE} if none has. */
    int firstFrom(int from) {
        int at = notBefore(from);
        if (at < tail) {
            return cells[at];
        }
        return openCalls > 0 && open >= from ? open : Integer.MAX_VALUE;
    }

    /** Index of the last step before {@code limit} that has calls; {@link #NONE} if none has. */
    int lastBefore(int limit) {
        if (openCalls > 0 && open < limit) {
            return open;
        }
        int at = notBefore(limit) - stride;
        return at < head ? NONE : cells[at];
    }

    /** Adds up all fields of the steps in [from, to), into an array from an offset on. */
    void sum(int from, int to, int[] into, int offset) {
        settle();
        for (int at = notBefore(from); at < tail && cells[at] < to; at += stride) {
            for (int i = 0; i < stride - 1; i++) {
                into[offset + i] = saturated(into[offset + i] + (long) cells[at + 1 + i]);
            }
        }
    }

    /** Every step that has calls, oldest first: its index, then its fields. */
    List<int[]> steps() {
        settle();
        List<int[]> steps = new ArrayList<>();
        for (int at = head; at < tail; at += stride) {
            steps.add(Arrays.copyOfRange(cells, at, at + stride));
        }
        return steps;
    }

    /** Calls in the steps [from, to). */
    long calls(int from, int to) {
        long sum = open >= from && open < to ? openCalls : 0;
        for (int at = notBefore(from); at < tail && cells[at] < to; at += stride) {
            sum += cells[at + 1 + CALLS];
        }
        return sum;
    }

    /** Failures in the steps [from, to). */
    long errors(int from, int to) {
        long sum = open >= from && open < to ? (long) openClient + openServer : 0;
        for (int at = notBefore(from); at < tail && cells[at] < to; at += stride) {
            sum += (long) cells[at + 1 + CLIENT] + (stride > FIELDS ? cells[at + 1 + SERVER] : 0);
        }
        return sum;
    }

    void write(SnapshotWriter out) {
        settle();
        int previous = 0;
        out.number((tail - head) / stride);
        for (int at = head; at < tail; at += stride) {
            out.number(cells[at] - (long) previous);
            previous = cells[at];
            for (int i = 1; i < stride; i++) {
                out.number(cells[at + i]);
            }
        }
    }

    void read(SnapshotReader in) {
        int count = in.integer();
        cells = count == 0 ? EMPTY : new int[count * stride];
        head = 0;
        tail = count * stride;
        int previous = 0;
        for (int at = 0; at < tail; at += stride) {
            previous = Math.toIntExact(previous + in.number());
            cells[at] = previous;
            for (int i = 1; i < stride; i++) {
                cells[at + i] = in.integer();
            }
        }
        open = count == 0 ? NONE : previous;
    }

    /** Where the first cell of that index or a later one lies; the end if there is none. */
    private int notBefore(int index) {
        int low = 0;
        int high = (tail - head) / stride;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (cells[head + middle * stride] < index) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return head + low * stride;
    }

    private int insertAfter(int before, int index) {
        int at = Math.max(before + stride, head);
        if (tail == cells.length) {
            if (head > 0) {
                System.arraycopy(cells, head, cells, 0, tail - head);
                at -= head;
                tail -= head;
                head = 0;
            } else {
                int more = Math.max(1, tail / stride / 4) * stride;
                cells = Arrays.copyOf(cells, tail + more);
            }
        }
        System.arraycopy(cells, at, cells, at + stride, tail - at);
        tail += stride;
        cells[at] = index;
        Arrays.fill(cells, at + 1, at + stride, 0);
        return at;
    }

    private static int saturated(long value) {
        return (int) Math.min(value, Integer.MAX_VALUE);
    }
}
