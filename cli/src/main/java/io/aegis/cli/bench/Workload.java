package io.aegis.cli.bench;

import io.aegis.engine.event.ApiCall;
import java.util.ArrayList;
import java.util.List;

/**
 * Calls decoded beforehand, in the order they arrive. Facts are shared: there are few different ones, as with a decoder
 * that keeps a dictionary of routes.
 */
final class Workload {

    private final long startMillis;
    private final int customerCount;
    private final int[] customers;
    private final int[] offsetMillis;
    private final short[] facts;
    private final List<ApiCall> dictionary;
    private final List<Incident> incidents;

    /** Takes the arrays as its own: customer, time after the start and fact of each call. */
    Workload(
            long startMillis,
            int customerCount,
            int[] customers,
            int[] offsetMillis,
            short[] facts,
            List<ApiCall> dictionary,
            List<Incident> incidents) {
        this.startMillis = startMillis;
        this.customerCount = customerCount;
        this.customers = customers;
        this.offsetMillis = offsetMillis;
        this.facts = facts;
        this.dictionary = List.copyOf(dictionary);
        this.incidents = List.copyOf(incidents);
    }

    /** A stretch in which a customer's calls fail more often than usual. */
    record Incident(int customer, int fromMillis, int toMillis, double errorShare) {}

    long startMillis() {
        return startMillis;
    }

    int customerCount() {
        return customerCount;
    }

    List<Incident> incidents() {
        return incidents;
    }

    int customer(int call) {
        return customers[call];
    }

    int size() {
        return customers.length;
    }

    long atMillis(int call) {
        return startMillis + offsetMillis[call];
    }

    ApiCall fact(int call) {
        return dictionary.get(facts[call]);
    }

    /** Every call as it would come over the wire: lines of the public schema, in blocks of some megabytes. */
    List<byte[]> lines(int calls) {
        List<byte[]> blocks = new ArrayList<>();
        LineBlock block = new LineBlock();
        for (int call = 0; call < Math.min(calls, size()); call++) {
            block.append(customers[call], atMillis(call), fact(call));
            if (block.isFull()) {
                blocks.add(block.take());
            }
        }
        if (!block.isEmpty()) {
            blocks.add(block.take());
        }
        return blocks;
    }
}
