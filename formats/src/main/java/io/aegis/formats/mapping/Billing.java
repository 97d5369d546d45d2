package io.aegis.formats.mapping;

import io.aegis.engine.event.SubscriptionStatus;
import io.aegis.engine.event.Tier;
import org.jspecify.annotations.Nullable;

/** What the events of billing systems have in common. */
public final class Billing {

    /** What an event does to what it tells of. */
    public enum Step {
        MADE,
        CHANGED,
        ENDED
    }

    private Billing() {}

    /**
     * The time of an event in epoch milliseconds. Billing systems tell whole seconds: what is made comes before what
     * changes in the same one, and what ends behind it.
     */
    public static long millis(long epochSeconds, Step step) {
        return epochSeconds * 1000 + step.ordinal();
    }

    /** A subscription in its present state; what is empty or null is not known and stays as it was. */
    public static PublicJson subscription(
            @Nullable String customer, long atMillis, String id, SubscriptionStatus status, @Nullable Tier tier) {
        return PublicJson.of("subscription", customer, atMillis)
                .put("subscription", id)
                .put("status", status.id())
                .put("tier", tier == null ? null : tier.id());
    }

    /** A customer who was deleted there: of no subscription anything is left. */
    public static PublicJson gone(@Nullable String customer, long atMillis) {
        return subscription(customer, atMillis, "", SubscriptionStatus.NONE, Tier.NONE)
                .put("mrr", 0.0);
    }
}
