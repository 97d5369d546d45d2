package io.aegis.engine.testing;

import io.aegis.engine.Entry;
import io.aegis.engine.event.ApiCall;
import io.aegis.engine.event.ApiCalls;
import io.aegis.engine.event.ApiKey;
import io.aegis.engine.event.CustomerRemoved;
import io.aegis.engine.event.CustomerUpdate;
import io.aegis.engine.event.Fact;
import io.aegis.engine.event.Payment;
import io.aegis.engine.event.ReportedSignal;
import io.aegis.engine.event.Subscription;
import io.aegis.engine.event.SubscriptionStatus;
import io.aegis.engine.event.Tier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/** Random histories that make rules open and clear: bursts of errors, changing use, silence, late events, records. */
public final class Histories {

    public static final long START = 1_761_955_200_000L;
    private static final long DAY = 86_400_000L;
    private static final String[] ROUTES = {"/v1/orders", "/v1/orders/{id}", "/v1/users"};

    private Histories() {}

    /** Events of some customers over some days in the order of arrival, some of them late. */
    public static List<Entry.Event> events(long seed, int customers, int days) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Arrival> arrivals = new ArrayList<>();
        for (int c = 0; c < customers; c++) {
            one(random.split(), c, days, arrivals);
        }
        arrivals.sort(Comparator.comparingLong(Arrival::arrivesAt).thenComparingInt(a -> a.event.customer()));
        return arrivals.stream().map(Arrival::event).toList();
    }

    private record Arrival(long arrivesAt, Entry.Event event) {}

    private static void one(SplittableRandom random, int customer, int days, List<Arrival> into) {
        long signup = START + random.nextLong(DAY);
        add(random, into, customer, signup, CustomerUpdate.NOTHING);
        Tier tier = Tier.values()[1 + random.nextInt(4)];
        SubscriptionStatus status = tier == Tier.TRIAL ? SubscriptionStatus.TRIALING : SubscriptionStatus.ACTIVE;
        long trialEnd = tier == Tier.TRIAL ? signup + 14 * DAY : Fact.UNKNOWN;
        add(
                random,
                into,
                customer,
                signup + 1000,
                new Subscription(tier, status, 99, "EUR", trialEnd, 5000, Fact.UNKNOWN));
        add(random, into, customer, signup + 2000, new ApiKey("key_" + customer, false, false));
        long firstCall = signup + (long) (random.nextDouble() * 3 * DAY);
        double perDay = 5 + 150 * random.nextDouble() * random.nextDouble();
        double level = 1;
        double errors = 0.02;
        long errorsUntil = 0;
        for (int day = 0; day < days; day++) {
            long from = START + day * DAY;
            level *= day % 10 == 9 ? random.nextDouble(0.3, 2.2) : 1;
            if (random.nextInt(8) == 0) {
                errors = random.nextDouble(0.15, 0.7);
                errorsUntil = from + random.nextLong(DAY);
            }
            int calls = random.nextInt(12) == 0 ? 0 : (int) (perDay * level * random.nextDouble(0.8, 1.2));
            long at = from;
            for (int i = 0; i < calls; i++) {
                at = from + random.nextLong(DAY);
                if (at >= firstCall) {
                    add(random, into, customer, at, call(random, at < errorsUntil ? errors : 0.02));
                }
            }
            extras(random, customer, from, into);
        }
    }

    private static void extras(SplittableRandom random, int customer, long from, List<Arrival> into) {
        long at = from + random.nextLong(DAY);
        switch (random.nextInt(20)) {
            case 0 ->
                add(
                        random,
                        into,
                        customer,
                        at,
                        new ReportedSignal("churn_risk", random.nextDouble(), at + random.nextLong(DAY)));
            case 1 -> add(random, into, customer, at, new Payment(random.nextBoolean(), 99, "EUR", null, 1));
            case 2 -> add(random, into, customer, at, new ApiCalls(300, 40, 10, 5, 3, at + 300_000, "/v1/batch"));
            case 3 -> add(random, into, customer, at, new ReportedSignal("usage_trend", "declining", at + 7_200_000));
            case 4 -> {
                if (random.nextInt(6) == 0) {
                    add(random, into, customer, at, new CustomerRemoved());
                }
            }
            default -> {}
        }
    }

    private static Fact call(SplittableRandom random, double errors) {
        boolean failed = random.nextDouble() < errors;
        int[] failures = {401, 403, 404, 422, 429, 500, 503};
        int status = failed ? failures[random.nextInt(failures.length)] : 200;
        int latency = random.nextInt(5) == 0 ? Fact.UNKNOWN : 20 + random.nextInt(1000);
        return new ApiCall("GET", ROUTES[random.nextInt(ROUTES.length)], status, latency, false, "key_1", null);
    }

    private static void add(SplittableRandom random, List<Arrival> into, int customer, long at, Fact fact) {
        int chance = random.nextInt(50);
        long delay = chance == 0 ? random.nextLong(2 * DAY) : chance < 4 ? random.nextLong(120_000) : 0;
        into.add(new Arrival(at + delay, new Entry.Event(customer, 0, at, fact)));
    }

    /**
     * The same events with ticks at random places. A tick never overtakes an event that is still to come, so it tells
     * the engine nothing that the events do not.
     */
    public static List<Entry> ticked(List<Entry.Event> events, long seed, double share) {
        SplittableRandom random = new SplittableRandom(seed);
        long[] earliestFrom = new long[events.size() + 1];
        earliestFrom[events.size()] = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (int i = events.size() - 1; i >= 0; i--) {
            earliestFrom[i] = Math.min(earliestFrom[i + 1], events.get(i).atMillis());
            last = Math.max(last, events.get(i).atMillis());
        }
        List<Entry> ticked = new ArrayList<>();
        long tick = START - 1;
        for (int i = 0; i < events.size(); i++) {
            if (random.nextDouble() < share && earliestFrom[i] > tick) {
                tick = random.nextLong(tick, earliestFrom[i]) + 1;
                ticked.add(new Entry.Tick(tick));
            }
            ticked.add(events.get(i));
        }
        ticked.add(new Entry.Tick(last + 40 * DAY));
        return ticked;
    }
}
