package io.aegis.cli.bench;

import io.aegis.engine.Engine;
import io.aegis.engine.Entry;
import io.aegis.engine.event.ApiKey;
import io.aegis.engine.event.Subscription;
import io.aegis.engine.event.SubscriptionStatus;
import io.aegis.engine.event.Tier;
import java.util.List;
import java.util.SplittableRandom;

/**
 * An engine filled with customers as after 35 days: each has a key and a subscription; calls are Zipf(1.1) over them,
 * spread over the days.
 */
final class Population {

    private static final int DAYS = 35;
    private static final long DAY_MILLIS = 86_400_000L;
    private static final int CALLS_A_CUSTOMER = 20;
    private static final List<Tier> TIERS = List.of(Tier.TRIAL, Tier.STARTER, Tier.PRO, Tier.ENTERPRISE);

    /** Offsets are of 32 bits, so the workload's clock runs in units of this many milliseconds. */
    private static final long UNIT_MILLIS = 2000;

    private final Engine engine;
    private final int customers;
    private final Workload workload;

    Population(Engine engine, int customers, long seed) {
        this.engine = engine;
        this.customers = customers;
        this.workload = new WorkloadMaker(
                        customers,
                        customers * CALLS_A_CUSTOMER,
                        DAYS * 24,
                        1.1,
                        0,
                        DAYS * DAY_MILLIS / UNIT_MILLIS,
                        seed)
                .make();
    }

    int calls() {
        return workload.size();
    }

    /** Event time when it is filled. */
    long endMillis() {
        return workload.startMillis() + DAYS * DAY_MILLIS;
    }

    void fill() {
        engine.apply(new Entry.Tick(workload.startMillis()));
        SplittableRandom random = new SplittableRandom(workload.size());
        for (int customer = 0; customer < customers; customer++) {
            begin(customer, random);
        }
        long tickMillis = workload.startMillis();
        for (int call = 0; call < workload.size(); call++) {
            long at = workload.startMillis() + (workload.atMillis(call) - workload.startMillis()) * UNIT_MILLIS;
            if (at >= tickMillis + DAY_MILLIS / 24) {
                tickMillis = at;
                engine.apply(new Entry.Tick(at));
            }
            engine.apply(new Entry.Event(workload.customer(call), 0, at, workload.fact(call)));
        }
        engine.apply(new Entry.Tick(endMillis()));
    }

    private void begin(int customer, SplittableRandom random) {
        long at = workload.startMillis();
        engine.apply(new Entry.Event(customer, 0, at, new ApiKey("key_" + customer, false, false)));
        Tier tier = TIERS.get(random.nextInt(TIERS.size()));
        SubscriptionStatus status = tier == Tier.TRIAL ? SubscriptionStatus.TRIALING : SubscriptionStatus.ACTIVE;
        engine.apply(new Entry.Event(customer, 0, at, subscription(tier, status, at)));
    }

    private static Subscription subscription(Tier tier, SubscriptionStatus status, long at) {
        return new Subscription(tier, status, 49, "USD", at + 14 * DAY_MILLIS, 100_000, at + 30 * DAY_MILLIS);
    }
}
