package io.aegis.server.processing;

import io.aegis.codec.event.Line;
import io.aegis.codec.event.Profile;
import io.aegis.codec.event.PublicEvent;
import io.aegis.codec.event.PublicTick;
import io.aegis.engine.event.ApiCall;
import io.aegis.engine.event.ApiKey;
import io.aegis.engine.event.CustomerUpdate;
import io.aegis.engine.event.Subscription;
import io.aegis.engine.event.SubscriptionStatus;
import io.aegis.engine.event.Tier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Makes events for tests; the same seed makes the same. */
final class Traffic {

    static final long START = Instant.parse("2025-11-01T00:00:00Z").toEpochMilli();
    static final long MINUTE = Duration.ofMinutes(1).toMillis();
    static final long HOUR = Duration.ofHours(1).toMillis();
    static final long DAY = Duration.ofDays(1).toMillis();

    private Traffic() {}

    private static String keyOf(String customer) {
        return "pk_live_" + Math.floorMod(customer.hashCode(), 1000);
    }

    static PublicTick tick(long atMillis) {
        return new PublicTick(atMillis);
    }

    static PublicEvent call(String customer, long atMillis, int status, @Nullable String id) {
        return new PublicEvent(
                customer,
                atMillis,
                id,
                new ApiCall("GET", "/v1/orders/{id}", status, (int) (atMillis % 97), false, keyOf(customer), null),
                null);
    }

    static PublicEvent record(String customer, long atMillis, String name) {
        return new PublicEvent(
                customer,
                atMillis,
                null,
                CustomerUpdate.NOTHING,
                new Profile(Map.of("name", "\"" + name + "\"", "owner", "\"ana\""), null, null));
    }

    static PublicEvent keyIssued(String customer, long atMillis) {
        return new PublicEvent(customer, atMillis, null, new ApiKey(keyOf(customer), false, false), null);
    }

    static PublicEvent subscribed(String customer, long atMillis, Tier tier) {
        return new PublicEvent(
                customer,
                atMillis,
                null,
                new Subscription(tier, SubscriptionStatus.ACTIVE, 99, "USD", -1, -1, -1),
                null);
    }

    static Submission submission(List<? extends Line> lines) {
        return submission(lines, null);
    }

    static Submission submission(List<? extends Line> lines, @Nullable String key) {
        return new Submission("test", List.copyOf(lines), key, null, true);
    }

    /** Some hours of some customers, each with an hour of failing, in batches that end with a tick. */
    static List<List<Line>> history(long seed, int customers, int hours) {
        Random random = new Random(seed);
        List<List<Line>> batches = new ArrayList<>();
        List<Line> first = new ArrayList<>();
        first.add(tick(START));
        for (int i = 0; i < customers; i++) {
            first.add(record("c" + i, START, "Customer " + i));
            first.add(subscribed("c" + i, START, i % 2 == 0 ? Tier.PRO : Tier.STARTER));
            first.add(keyIssued("c" + i, START));
        }
        batches.add(first);
        int number = 0;
        for (int minute = 0; minute < hours * 60; minute += 10) {
            List<Line> batch = new ArrayList<>();
            long from = START + minute * MINUTE;
            for (int i = 0; i < customers; i++) {
                boolean failing = minute / 60 == i % hours;
                int calls = i % 7 == 3 ? 0 : 1 + random.nextInt(30);
                for (int call = 0; call < calls; call++) {
                    int status = random.nextInt(100) < (failing ? 45 : 2) ? 422 : 200;
                    batch.add(call("c" + i, from + random.nextInt(600_000), status, "e" + number++));
                }
            }
            batch.add(tick(from + 10 * MINUTE));
            batches.add(batch);
        }
        batches.add(List.of(tick(START + hours * HOUR + DAY)));
        batches.add(List.of(tick(START + hours * HOUR + 3 * DAY)));
        return batches;
    }
}
