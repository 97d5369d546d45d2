package io.aegis.engine;

import java.util.Arrays;

/** Customers by the instant at which something falls due, the earliest first; equal instants by customer number. */
final class DueQueue {

    private long[] instants = new long[64];
    private int[] customers = new int[64];
    private int size;

    boolean isEmpty() {
        return size == 0;
    }

    long firstMillis() {
        return size == 0 ? Long.MAX_VALUE : instants[0];
    }

    int firstCustomer() {
        return customers[0];
    }

    void add(long atMillis, int customer) {
        if (size == instants.length) {
            instants = Arrays.copyOf(instants, size * 2);
            customers = Arrays.copyOf(customers, size * 2);
        }
        int at = size++;
        while (at > 0) {
            int parent = (at - 1) / 2;
            if (!before(atMillis, customer, parent)) {
                break;
            }
            move(parent, at);
            at = parent;
        }
        instants[at] = atMillis;
        customers[at] = customer;
    }

    void removeFirst() {
        size--;
        long instant = instants[size];
        int customer = customers[size];
        int at = 0;
        while (true) {
            int child = 2 * at + 1;
            if (child >= size) {
                break;
            }
            if (child + 1 < size && before(instants[child + 1], customers[child + 1], child)) {
                child++;
            }
            if (before(instant, customer, child)) {
                break;
            }
            move(child, at);
            at = child;
        }
        instants[at] = instant;
        customers[at] = customer;
    }

    private boolean before(long instant, int customer, int at) {
        return instant < instants[at] || instant == instants[at] && customer < customers[at];
    }

    private void move(int from, int to) {
        instants[to] = instants[from];
        customers[to] = customers[from];
    }
}
