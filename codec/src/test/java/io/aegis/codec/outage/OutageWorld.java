package io.aegis.codec.outage;

import io.aegis.engine.Entry;
import io.aegis.engine.event.ApiCall;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Five days of 300 customers of all sizes who usually fail at one to four in a hundred, in which credentials are refused
 * to everybody for 45 minutes, and everybody is throttled for 45 minutes a day later. Before, between and after, single
 * customers lose their keys or run into their limits.
 */
final class OutageWorld {

    static final int CUSTOMERS = 300;
    static final long START = 1_761_955_200_000L;
    static final long MINUTE = 60_000;
    static final long HOUR = 60 * MINUTE;
    static final long DAY = 24 * HOUR;
    static final long END = START + 5 * DAY;
    static final long LASTS = 45 * MINUTE;
    static final long AUTH_FROM = START + 2 * DAY + 13 * HOUR + 7 * MINUTE;
    static final long THROTTLED_FROM = START + 3 * DAY + 10 * HOUR + 33 * MINUTE;

    /** What a single customer has: every call of it answered so for a while. */
    record Trouble(int customer, int status, long fromMillis, long toMillis) {
        boolean has(long at) {
            return at >= fromMillis && at < toMillis;
        }
    }

    private final SplittableRandom random;
    private final double[] callsADay = new double[CUSTOMERS];
    private final double[] fails = new double[CUSTOMERS];
    private final List<Trouble> troubles = new ArrayList<>();
    private final boolean outages;

    OutageWorld(long seed, boolean outages) {
        random = new SplittableRandom(seed);
        this.outages = outages;
        for (int i = 0; i < CUSTOMERS; i++) {
            callsADay[i] = Math.min(3_000, 30 * Math.exp(1.55 * normal()));
            fails[i] = 0.01 + 0.03 * random.nextDouble();
        }
    }

    private double normal() {
        double sum = -6;
        for (int i = 0; i < 12; i++) {
            sum += random.nextDouble();
        }
        return sum;
    }

    /** Customers that call often enough to be found, at any time that is no outage's. */
    OutageWorld singleTroubles(int count, int status, long lasts) {
        for (int i = 0; i < count; ) {
            int customer = random.nextInt(CUSTOMERS);
            long from = START + DAY + random.nextLong(3 * DAY);
            boolean clear = clear(from, lasts, AUTH_FROM) && clear(from, lasts, THROTTLED_FROM);
            if (callsADay[customer] >= 60
                    && (clear || !outages)
                    && troubles.stream().noneMatch(one -> one.customer == customer)) {
                troubles.add(new Trouble(customer, status, from, from + lasts));
                i++;
            }
        }
        return this;
    }

    /** Keys of that many revoked, each some time in the third day, for good. */
    OutageWorld revokedOverADay(int count) {
        for (int customer = 0; customer < count; customer++) {
            troubles.add(new Trouble(customer, 401, START + 2 * DAY + random.nextLong(DAY), END));
        }
        return this;
    }

    private static boolean clear(long from, long lasts, long outage) {
        return from + lasts < outage - 2 * HOUR || from > outage + LASTS + 2 * HOUR;
    }

    List<Trouble> troubles() {
        return troubles;
    }

    List<Entry> entries() {
        List<Entry.Event> events = new ArrayList<>();
        for (int customer = 0; customer < CUSTOMERS; customer++) {
            Trouble own = own(customer);
            for (long at = START + random.nextLong(HOUR); at < END; at += gap(customer, at)) {
                events.add(new Entry.Event(
                        customer,
                        0,
                        at,
                        new ApiCall("GET", "/v1/a", status(customer, at, own), -1, false, null, null)));
            }
        }
        events.sort(Comparator.comparingLong(Entry.Event::atMillis));
        List<Entry> entries = new ArrayList<>();
        long tick = START;
        for (Entry.Event event : events) {
            for (; tick <= event.atMillis(); tick += MINUTE) {
                entries.add(new Entry.Tick(tick));
            }
            entries.add(event);
        }
        entries.add(new Entry.Tick(END + DAY));
        return entries;
    }

    private @Nullable Trouble own(int customer) {
        return troubles.stream()
                .filter(one -> one.customer() == customer)
                .findFirst()
                .orElse(null);
    }

    /** Twice as many by day as by night. */
    private long gap(int customer, long at) {
        boolean day = at % DAY >= 7 * HOUR && at % DAY < 19 * HOUR;
        double mean = DAY / callsADay[customer] * (day ? 0.75 : 1.5);
        return 1 + (long) (-Math.log(1 - random.nextDouble()) * mean);
    }

    private int status(int customer, long at, @Nullable Trouble own) {
        if (outages && at >= AUTH_FROM && at < AUTH_FROM + LASTS) {
            return 401;
        }
        if (outages && at >= THROTTLED_FROM && at < THROTTLED_FROM + LASTS) {
            return 429;
        }
        if (own != null && own.has(at) && (own.status() == 401 || random.nextInt(10) < 6)) {
            return own.status();
        }
        if (random.nextDouble() >= fails[customer]) {
            return 200;
        }
        int[] usual = {404, 422, 500, 401, 429};
        return usual[random.nextInt(usual.length)];
    }
}
