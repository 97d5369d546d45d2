package io.aegis.engine.signal;

import io.aegis.engine.snapshot.SnapshotReader;
import io.aegis.engine.snapshot.SnapshotWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Calls and failures in equal steps of time, oldest first. Only steps with calls have a cell, so a quiet customer costs
 * next to nothing.
 */
final class Buckets {

    static final int CALLS = 0;
    /** 4xx answers, the next two included. */
    static final int CLIENT = 1;
    /** 401 and 403. */
    static final int AUTH = 2;
    /** 429. */
    static final int THROTTLED = 3;

    static final int SERVER = 4;
    static final int FIELDS = 5;

    /** Before every index that can occur. */
    static final int NONE = Integer.MIN_VALUE;

    private static final int STRIDE = FIELDS + 1;

    private static final int[] EMPTY = new int[0];

    private int[] cells = EMPTY;
    private int head;
    private int tail;

    boolean isEmpty() {
        return head == tail;
    }

    /** Adds to the step of that index, wherever it lies; true if it had no calls before. */
    boolean add(int index, int[] counts) {
        int at = tail - STRIDE;
        while (at >= head && cells[at] > index) {
            at -= STRIDE;
        }
        boolean fresh = at < head || cells[at] != index;
        if (fresh) {
            at = insertAfter(at, index);
        }
        for (int i = 0; i < FIELDS; i++) {
            cells[at + 1 + i] = saturated(cells[at + 1 + i] + (long) counts[i]);
        }
        return fresh;
    }

    /** Forgets steps before that index. */
    void dropBefore(int index) {
        while (head < tail && cells[head] < index) {
            head += STRIDE;
        }
        if (head == tail) {
            head = 0;
            tail = 0;
        }
    }

    /** Index of the first step from {@code from} on that has calls; {@link Integer#MAX_VALUE} if none has. */
    int firstFrom(int from) {
        for (int at = head; at < tail; at += STRIDE) {
            if (cells[at] >= from) {
                return cells[at];
            }
        }
        return Integer.MAX_VALUE;
    }

    /** Index of the last step before {@code limit} that has calls; {@link #NONE} if none has. */
    int lastBefore(int limit) {
        for (int at = tail - STRIDE; at >= head; at -= STRIDE) {
            if (cells[at] < limit) {
                return cells[at];
            }
        }
        return NONE;
    }

    /** Adds up all fields of the steps in [from, to), into an array from an offset on. */
    void sum(int from, int to, int[] into, int offset) {
        for (int at = tail - STRIDE; at >= head && cells[at] >= from; at -= STRIDE) {
            if (cells[at] < to) {
                for (int i = 0; i < FIELDS; i++) {
                    into[offset + i] = saturated(into[offset + i] + (long) cells[at + 1 + i]);
                }
            }
        }
    }

    /** Every step that has calls, oldest first: its index, then its fields. */
    List<int[]> steps() {
        List<int[]> steps = new ArrayList<>();
        for (int at = head; at < tail; at += STRIDE) {
            steps.add(Arrays.copyOfRange(cells, at, at + STRIDE));
        }
        return steps;
    }

    /** Calls in the steps [from, to). */
    long calls(int from, int to) {
        long sum = 0;
        for (int at = tail - STRIDE; at >= head && cells[at] >= from; at -= STRIDE) {
            if (cells[at] < to) {
                sum += cells[at + 1];
            }
        }
        return sum;
    }

    /** Failures in the steps [from, to). */
    long errors(int from, int to) {
        long sum = 0;
        for (int at = tail - STRIDE; at >= head && cells[at] >= from; at -= STRIDE) {
            if (cells[at] < to) {
                sum += (long) cells[at + 1 + CLIENT] + cells[at + 1 + SERVER];
            }
        }
        return sum;
    }

    void write(SnapshotWriter out) {
        int previous = 0;
        out.number((tail - head) / STRIDE);
        for (int at = head; at < tail; at += STRIDE) {
            out.number(cells[at] - (long) previous);
            previous = cells[at];
            for (int i = 1; i < STRIDE; i++) {
                out.number(cells[at + i]);
            }
        }
    }

    void read(SnapshotReader in) {
        int count = in.integer();
        cells = count == 0 ? EMPTY : new int[count * STRIDE];
        head = 0;
        tail = count * STRIDE;
        int previous = 0;
        for (int at = 0; at < tail; at += STRIDE) {
            previous = Math.toIntExact(previous + in.number());
            cells[at] = previous;
            for (int i = 1; i < STRIDE; i++) {
                cells[at + i] = in.integer();
            }
        }
    }

    private int insertAfter(int before, int index) {
        int at = Math.max(before + STRIDE, head);
        if (tail == cells.length) {
            if (head > 0) {
                System.arraycopy(cells, head, cells, 0, tail - head);
                at -= head;
                tail -= head;
                head = 0;
            } else {
                int more = Math.max(1, tail / STRIDE / 2) * STRIDE;
                cells = Arrays.copyOf(cells, tail + more);
            }
        }
        System.arraycopy(cells, at, cells, at + STRIDE, tail - at);
        tail += STRIDE;
        cells[at] = index;
        Arrays.fill(cells, at + 1, at + STRIDE, 0);
        return at;
    }

    private static int saturated(long value) {
        return (int) Math.min(value, Integer.MAX_VALUE);
    }
}
