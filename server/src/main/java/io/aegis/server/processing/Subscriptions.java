package io.aegis.server.processing;

import io.aegis.engine.event.Fact;
import io.aegis.engine.event.Subscription;
import io.aegis.engine.event.SubscriptionStatus;
import io.aegis.engine.event.Tier;
import io.aegis.server.journal.BillingOrder.Newest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The subscriptions that a customer is known to have at one source, and what they are together: the highest tier, the sum
 * of what they bring a month, {@code past_due} if one is, {@code trialing} if all are, and the earliest of each date.
 * What has ended counts only where nothing else is left.
 *
 * @param newest of each, by its kind
 */
record Subscriptions(Map<String, Newest> newest) {

    /** So many of a customer are remembered at one source. */
    static final int SUBSCRIPTIONS_MAX = 100;

    /** Those whose kind begins so. */
    static Subscriptions of(Map<String, Newest> newest, String prefix) {
        Map<String, Newest> known = new TreeMap<>(newest);
        known.keySet().removeIf(kind -> !kind.startsWith(prefix));
        return new Subscriptions(known);
    }

    /** What is to be forgotten: beyond the limit those that have ended, then the others, the oldest first. */
    List<String> tooMany() {
        return newest.entrySet().stream()
                .sorted(Comparator.<Map.Entry<String, Newest>>comparingInt(
                                each -> isLive(each.getValue().state()) ? 1 : 0)
                        .thenComparingLong(each -> each.getValue().atMillis()))
                .limit(Math.max(0, newest.size() - SUBSCRIPTIONS_MAX))
                .map(Map.Entry::getKey)
                .toList();
    }

    long latestMillis() {
        return newest.values().stream().mapToLong(Newest::atMillis).max().orElse(Fact.UNKNOWN);
    }

    /** @param latest what was told of last, which holds where none is live */
    Subscription together(Subscription latest) {
        List<Subscription> live = new ArrayList<>();
        for (Newest each : newest.values()) {
            Subscription state = each.state();
            if (state != null && isLive(state)) {
                live.add(state);
            }
        }
        if (live.isEmpty()) {
            return latest;
        }
        SubscriptionStatus status = status(live);
        String currency = live.stream()
                .filter(each -> each.currency() != null)
                .max(Comparator.comparingDouble(each -> Double.isNaN(each.mrr()) ? 0 : each.mrr()))
                .map(Subscription::currency)
                .orElse(null);
        return new Subscription(
                live.stream()
                        .map(Subscription::tier)
                        .filter(Objects::nonNull)
                        .max(Comparator.<Tier>naturalOrder())
                        .orElse(null),
                status,
                monthly(live, currency),
                currency,
                status == SubscriptionStatus.TRIALING ? earliest(live, Subscription::trialEndMillis) : Fact.UNKNOWN,
                live.stream().mapToLong(Subscription::quotaCalls).max().orElse(Fact.UNKNOWN),
                earliest(live, Subscription::renewsAtMillis));
    }

    private static boolean isLive(@Nullable Subscription state) {
        return state != null && !state.status().isOver();
    }

    private static SubscriptionStatus status(List<Subscription> live) {
        for (SubscriptionStatus first : List.of(SubscriptionStatus.PAST_DUE, SubscriptionStatus.ACTIVE)) {
            if (live.stream().anyMatch(each -> each.status() == first)) {
                return first;
            }
        }
        return SubscriptionStatus.TRIALING;
    }

    /** Amounts of other currencies cannot be added and are left out. */
    private static double monthly(List<Subscription> live, @Nullable String currency) {
        return live.stream()
                .filter(each -> currency == null || currency.equals(each.currency()))
                .mapToDouble(Subscription::mrr)
                .filter(Double::isFinite)
                .reduce(Double::sum)
                .orElse(Double.NaN);
    }

    private static long earliest(List<Subscription> live, ToLongFunction<Subscription> date) {
        return live.stream().mapToLong(date).filter(millis -> millis >= 0).min().orElse(Fact.UNKNOWN);
    }
}
