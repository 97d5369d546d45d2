package io.aegis.cli.bench;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The same rule as {@link PlainArrays}, written as most would: a map of objects, keyed by the customer's id. */
final class PlainObjects {

    private static final int WINDOW_MINUTES = 15;

    private static final class Bucket {
        private final long minute;
        private int calls;
        private int errors;

        Bucket(long minute) {
            this.minute = minute;
        }
    }

    private static final class Customer {
        private final Deque<Bucket> window = new ArrayDeque<>();
        private int calls;
        private int errors;
        private long total;
        private boolean open;
    }

    private final Map<String, Customer> customers = new HashMap<>();
    private final List<Opening> openings = new ArrayList<>();

    void call(String id, int number, long atMillis, int status) {
        Customer customer = customers.computeIfAbsent(id, unseen -> new Customer());
        customer.total++;
        long minute = atMillis / 60_000;
        while (!customer.window.isEmpty() && customer.window.getFirst().minute <= minute - WINDOW_MINUTES) {
            Bucket gone = customer.window.removeFirst();
            customer.calls -= gone.calls;
            customer.errors -= gone.errors;
        }
        if (customer.window.isEmpty() || customer.window.getLast().minute < minute) {
            customer.window.addLast(new Bucket(minute));
        }
        Bucket bucket = customer.window.getLast();
        bucket.calls++;
        customer.calls++;
        if (status >= 400) {
            bucket.errors++;
            customer.errors++;
        }
        if (!customer.open && customer.calls >= 20 && customer.errors > 0.1 * customer.calls) {
            customer.open = true;
            openings.add(new Opening(number, atMillis));
        } else if (customer.open && customer.errors < 0.05 * customer.calls) {
            customer.open = false;
        }
    }

    List<Opening> openings() {
        return openings;
    }

    long totalCalls() {
        return customers.values().stream().mapToLong(customer -> customer.total).sum();
    }
}
