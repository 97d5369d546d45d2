package io.aegis.engine.reference;

import static io.aegis.engine.reference.Window.DAY;
import static io.aegis.engine.reference.Window.HOUR;
import static io.aegis.engine.reference.Window.MINUTE;

import io.aegis.engine.Entry;
import io.aegis.engine.event.ApiCall;
import io.aegis.engine.event.ApiCalls;
import io.aegis.engine.event.ApiKey;
import io.aegis.engine.event.CustomerRemoved;
import io.aegis.engine.event.CustomerUpdate;
import io.aegis.engine.event.Fact;
import io.aegis.engine.event.Payment;
import io.aegis.engine.event.ReportedSignal;
import io.aegis.engine.event.Stage;
import io.aegis.engine.event.Subscription;
import io.aegis.engine.event.SubscriptionStatus;
import io.aegis.engine.event.Tier;
import io.aegis.engine.testing.Histories;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Short and dense histories: floods that fill five minutes, calls at the very edges of windows and at equal instants,
 * late ones, bills, keys and reports in any order, ticks that overtake events.
 */
final class ReferenceHistories {

    private static final int[] FAILURES = {401, 403, 404, 404, 422, 429, 500, 503};
    private static final long[] EDGES = {5 * MINUTE, 15 * MINUTE, HOUR, 6 * HOUR, DAY};

    private final SplittableRandom random;
    private final int customer;
    private final List<Arrival> arrivals = new ArrayList<>();

    private record Arrival(long at, Entry entry) {}

    /**
     * Over which the customer's calls come added up, 1 where they come singly. No customer has both: the engine takes a
     * window for too short by the span of the latest calls, not by those that it holds.
     */
    private final int spanMinutes;
    /** Has calls on test, and never its stage set: the engine forgets the last calls of who is ready for production. */
    private final boolean onTest;

    private ReferenceHistories(SplittableRandom random, int customer) {
        this.random = random;
        this.customer = customer;
        onTest = customer % 3 == 1;
        spanMinutes = customer % 3 == 2 ? 5 * (1 + random.nextInt(4)) : 1;
    }

    /** In order of arrival; the last is a tick days later. */
    static List<Entry> entries(long seed, int customers, int days) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Arrival> all = new ArrayList<>();
        for (int customer = 0; customer < customers; customer++) {
            ReferenceHistories history = new ReferenceHistories(random.split(), customer);
            history.live(days);
            all.addAll(history.arrivals);
        }
        for (int i = 0; i < days; i++) {
            long at = Histories.START + random.nextLong(days * DAY);
            all.add(new Arrival(at, new Entry.Tick(random.nextBoolean() ? at : at - at % HOUR)));
        }
        all.sort(Comparator.comparingLong(Arrival::at));
        all.add(new Arrival(0, new Entry.Tick(Histories.START + (days + 3) * DAY)));
        return all.stream().map(Arrival::entry).toList();
    }

    private void live(int days) {
        long from = Histories.START + random.nextLong(DAY);
        add(from, CustomerUpdate.NOTHING);
        add(from + random.nextLong(HOUR), subscription(from));
        now(from + random.nextLong(HOUR), new ApiKey("a", false, false));
        double errors = 0.1;
        for (long day = from; day < from + days * DAY; day += DAY) {
            errors = random.nextInt(3) == 0 ? random.nextDouble() * 0.7 : errors * 0.5;
            int calls = random.nextInt(4) == 0 ? 0 : random.nextInt(40);
            for (int i = 0; i < calls; i++) {
                calls(day + random.nextLong(DAY), 1 + random.nextInt(spanMinutes * 10), errors);
            }
            for (int i = random.nextInt(4); i > 0; i--) {
                traffic(day + random.nextLong(DAY));
            }
            for (int i = random.nextInt(6); i > 0; i--) {
                business(day + random.nextLong(DAY));
            }
        }
    }

    private void traffic(long at) {
        switch (random.nextInt(5)) {
            case 0, 1 -> flood(at, 150 + random.nextInt(150), random.nextInt(2) * 0.4);
            case 2 -> flood(at, 40, 0.5);
            default -> edges(at - at % (random.nextBoolean() ? MINUTE : HOUR));
        }
    }

    /** Keys and payments come in order: of late ones the engine remembers less than all. */
    private void business(long at) {
        switch (random.nextInt(12)) {
            case 0, 1 -> now(at, new Payment(random.nextInt(3) == 0, 99, "EUR", null, 1));
            case 2, 3, 4 -> add(at, subscription(at));
            case 5, 6 -> now(at, new ApiKey(random.nextBoolean() ? "a" : "b", false, random.nextBoolean()));
            case 7, 8, 9 -> report(at);
            case 10 -> add(at, update(at));
            default -> {
                if (random.nextInt(6) == 0) {
                    add(at, new CustomerRemoved());
                }
            }
        }
    }

    private void flood(long at, int calls, double errors) {
        for (int i = 0; i < calls; i++) {
            calls(at + random.nextLong(4 * MINUTE), 1 + random.nextInt(spanMinutes), errors);
        }
    }

    /** A call, and others exactly, or one millisecond off, a window later. */
    private void edges(long first) {
        calls(first, 1, 1);
        for (long edge : EDGES) {
            calls(first + edge + random.nextInt(3) - 1, 1, 0.5);
            calls(first + edge, 1, 0.5);
        }
    }

    /** One call, or of a customer whose calls come added up those of a span. */
    private void calls(long at, int count, double errors) {
        if (spanMinutes == 1) {
            add(at, call(errors));
            return;
        }
        long from = at - Math.floorMod(at, spanMinutes * MINUTE);
        long until = from + spanMinutes * MINUTE;
        long client = (long) (count * errors * random.nextDouble());
        long server = (long) (count * errors * random.nextDouble() / 3);
        add(until, from, new ApiCalls(count, client, client / 2, client / 3, server, until, "/v1/batch"));
    }

    private void report(long at) {
        long until = at + random.nextLong(DAY);
        switch (random.nextInt(3)) {
            case 0 -> add(at, new ReportedSignal("churn_risk", random.nextDouble(), until));
            case 1 -> add(at, new ReportedSignal("error_rate", random.nextDouble(), until));
            default -> add(at, new ReportedSignal("mood", random.nextBoolean() ? "angry" : "calm", until));
        }
    }

    private CustomerUpdate update(long at) {
        int present = random.nextInt(16) & (onTest ? ~CustomerUpdate.STAGE : ~0);
        return new CustomerUpdate(
                present,
                Tier.values()[random.nextInt(5)],
                Stage.values()[random.nextInt(5)],
                at - random.nextLong(10 * DAY),
                random.nextBoolean() ? List.of("batch", "beta") : List.of(),
                false);
    }

    private Subscription subscription(long at) {
        SubscriptionStatus status = SubscriptionStatus.values()[random.nextInt(5)];
        boolean trial = status == SubscriptionStatus.TRIALING;
        return new Subscription(
                random.nextBoolean() ? Tier.values()[random.nextInt(5)] : null,
                status,
                random.nextBoolean() ? random.nextInt(500) : Double.NaN,
                "EUR",
                trial || random.nextBoolean() ? at + DAY + random.nextLong(5 * DAY) : Fact.UNKNOWN,
                random.nextBoolean() ? 100 + random.nextInt(2000) : Fact.UNKNOWN,
                random.nextBoolean() ? at + random.nextLong(6 * DAY) : Fact.UNKNOWN);
    }

    private ApiCall call(double errors) {
        int status = random.nextDouble() < errors ? FAILURES[random.nextInt(FAILURES.length)] : 200;
        String route = random.nextInt(3) == 0 ? "/v1/exists/{id}" : "/v1/orders";
        return new ApiCall("GET", route, status, Fact.UNKNOWN, onTest && random.nextInt(10) == 0, "a", null);
    }

    private void now(long at, Fact fact) {
        arrivals.add(new Arrival(at, new Entry.Event(customer, 0, at, fact)));
    }

    private void add(long at, Fact fact) {
        add(at, at, fact);
    }

    /** Most come at once, some minutes, hours or days late. */
    private void add(long earliest, long at, Fact fact) {
        int chance = random.nextInt(60);
        long delay = chance == 0 ? 2 * DAY : chance < 3 ? 3 * HOUR : chance < 8 ? 2 * MINUTE : 0;
        arrivals.add(new Arrival(
                earliest + (delay == 0 ? 0 : random.nextLong(delay)), new Entry.Event(customer, 0, at, fact)));
    }
}
