package io.aegis.cli.realism;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * What traffic looks like, in counts: calls of each customer, statuses, hours of the week, and the gaps between one
 * call of a customer and its next.
 */
final class Shape {

    static final int HOURS_OF_WEEK = 168;
    static final int GAP_BINS = 240;
    /** Gaps in steps of 10 % from a second on: the hundredth is near four hours. */
    private static final double GAP_STEP = StrictMath.log(1.1);

    private static final long HOUR_MILLIS = 3_600_000;
    private static final int STATUSES = 600;
    /** The epoch began on a Thursday; weeks here begin on Monday. */
    private static final int EPOCH_HOUR_OF_WEEK = 72;

    private static final class Customer {
        long calls;
        long lastMillis = Long.MIN_VALUE;
    }

    private final Map<String, Customer> customers = new HashMap<>();
    private final long[] statuses = new long[STATUSES];
    private final long[] hours = new long[HOURS_OF_WEEK];
    private final long[] gaps = new long[GAP_BINS];
    private long calls;
    private long firstMillis = Long.MAX_VALUE;
    private long lastMillis = Long.MIN_VALUE;

    /** Calls of one customer come in the order of time; times count in whole seconds, as logs have them. */
    void call(String customer, long atMillis, int status) {
        long second = Math.floorDiv(atMillis, 1_000L);
        Customer one = customers.computeIfAbsent(customer, name -> new Customer());
        one.calls++;
        if (one.lastMillis != Long.MIN_VALUE) {
            gaps[gapBin(Math.max(0, second - one.lastMillis))]++;
        }
        one.lastMillis = Math.max(one.lastMillis, second);
        statuses[Math.clamp(status, 0, STATUSES - 1)]++;
        hours[(int) Math.floorMod(Math.floorDiv(atMillis, HOUR_MILLIS) + EPOCH_HOUR_OF_WEEK, (long) HOURS_OF_WEEK)]++;
        calls++;
        firstMillis = Math.min(firstMillis, atMillis);
        lastMillis = Math.max(lastMillis, atMillis);
    }

    private static int gapBin(long seconds) {
        return seconds == 0
                ? 0
                : (int) Math.min(GAP_BINS - 1, 1 + Math.floor(StrictMath.log((double) seconds) / GAP_STEP));
    }

    /** The lower end of a bin of gaps. */
    static double gapSeconds(int bin) {
        return bin == 0 ? 0 : StrictMath.exp((bin - 1) * GAP_STEP);
    }

    long calls() {
        return calls;
    }

    int customers() {
        return customers.size();
    }

    long firstMillis() {
        return firstMillis;
    }

    long lastMillis() {
        return lastMillis;
    }

    /** Ascending. */
    long[] callsPerCustomer() {
        return customers.values().stream().mapToLong(one -> one.calls).sorted().toArray();
    }

    /** Counts of 1xx to 5xx. */
    long[] statusClasses() {
        long[] classes = new long[5];
        for (int status = 100; status < STATUSES; status++) {
            classes[status / 100 - 1] += statuses[status];
        }
        return classes;
    }

    long[] hoursOfWeek() {
        return Arrays.copyOf(hours, hours.length);
    }

    long[] gaps() {
        return Arrays.copyOf(gaps, gaps.length);
    }
}
