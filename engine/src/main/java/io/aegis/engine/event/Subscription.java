package io.aegis.engine.event;

import org.jspecify.annotations.Nullable;

/**
 * Billing state; what is not said stays as it was.
 *
 * @param mrr monthly recurring revenue in the currency's major unit, NaN where not said
 */
public record Subscription(
        @Nullable Tier tier,
        SubscriptionStatus status,
        double mrr,
        @Nullable String currency,
        long trialEndMillis,
        long quotaCalls,
        long renewsAtMillis)
        implements Fact {}
