package io.aegis.simulator.world;

import java.util.Arrays;

/** The calls of one block of time, and those that sessions begun in it make later. */
final class Block {

    private long[] calls = new long[1 << 12];
    private int count;
    private long[] laterAt = new long[1 << 8];
    private long[] laterCall = new long[1 << 8];
    private int laterCount;
    private long fromMillis;
    private long untilMillis;

    /** Empties the block and takes what was left for it. */
    void begin(long from, long until) {
        fromMillis = from;
        untilMillis = until;
        count = 0;
        int kept = 0;
        for (int i = 0; i < laterCount; i++) {
            if (laterAt[i] < until) {
                push(laterAt[i], laterCall[i]);
            } else {
                laterAt[kept] = laterAt[i];
                laterCall[kept++] = laterCall[i];
            }
        }
        laterCount = kept;
    }

    void add(long atMillis, int company, int detail) {
        long call = Calls.pack(company, detail);
        if (atMillis < untilMillis) {
            push(atMillis, call);
            return;
        }
        if (laterCount == laterAt.length) {
            laterAt = Arrays.copyOf(laterAt, laterCount * 2);
            laterCall = Arrays.copyOf(laterCall, laterCount * 2);
        }
        laterAt[laterCount] = atMillis;
        laterCall[laterCount++] = call;
    }

    private void push(long atMillis, long call) {
        if (count == calls.length) {
            calls = Arrays.copyOf(calls, count * 2);
        }
        calls[count++] = Calls.placed(atMillis - fromMillis, call);
    }

    void sort() {
        Arrays.sort(calls, 0, count);
    }

    int count() {
        return count;
    }

    long call(int index) {
        return calls[index];
    }

    long atMillis(int index) {
        return fromMillis + Calls.offsetMillis(calls[index]);
    }
}
