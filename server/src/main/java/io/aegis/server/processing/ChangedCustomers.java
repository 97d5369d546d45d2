package io.aegis.server.processing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** Customers whose row is behind, in the order to write them: each at most twice a second. One thread. */
final class ChangedCustomers {

    private static final int AGAIN_AFTER_MILLIS = 500;

    private final BitSet waiting = new BitSet();
    private final Numbers fresh = new Numbers();
    private final Numbers delayed = new Numbers();
    private int[] writtenMillis = new int[64];

    void add(int customer, int nowMillis) {
        if (waiting.get(customer)) {
            return;
        }
        waiting.set(customer);
        (ready(customer, nowMillis) ? fresh : delayed).add(customer);
    }

    private boolean ready(int customer, int nowMillis) {
        return customer >= writtenMillis.length
                || writtenMillis[customer] == 0
                || nowMillis - writtenMillis[customer] >= AGAIN_AFTER_MILLIS;
    }

    /** The next ones to write. */
    List<Integer> take(int most, int nowMillis) {
        List<Integer> taken = new ArrayList<>();
        while (taken.size() < most && !fresh.isEmpty()) {
            taken.add(fresh.remove());
        }
        while (taken.size() < most && !delayed.isEmpty() && ready(delayed.first(), nowMillis)) {
            taken.add(delayed.remove());
        }
        for (int customer : taken) {
            waiting.clear(customer);
            if (customer >= writtenMillis.length) {
                writtenMillis = Arrays.copyOf(writtenMillis, Math.max(customer + 1, 2 * writtenMillis.length));
            }
            writtenMillis[customer] = nowMillis;
        }
        return taken;
    }

    /** Whether one may be written now. */
    boolean isReady(int nowMillis) {
        return !fresh.isEmpty() || (!delayed.isEmpty() && ready(delayed.first(), nowMillis));
    }

    boolean isEmpty() {
        return fresh.isEmpty() && delayed.isEmpty();
    }

    int size() {
        return waiting.cardinality();
    }

    int[] all() {
        return waiting.stream().toArray();
    }

    /** A queue of numbers. */
    private static final class Numbers {
        private int[] ring = new int[64];
        private int head;
        private int size;

        void add(int number) {
            if (size == ring.length) {
                int[] larger = new int[2 * size];
                for (int i = 0; i < size; i++) {
                    larger[i] = ring[(head + i) % ring.length];
                }
                ring = larger;
                head = 0;
            }
            ring[(head + size++) % ring.length] = number;
        }

        int first() {
            return ring[head];
        }

        int remove() {
            int number = ring[head];
            head = (head + 1) % ring.length;
            size--;
            return number;
        }

        boolean isEmpty() {
            return size == 0;
        }
    }
}
