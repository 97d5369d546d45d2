package io.aegis.formats.mapping;

import io.aegis.engine.event.SubscriptionStatus;
import io.aegis.engine.event.Tier;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which plan, price or product of a billing system is which tier. A plan that is not listed is recognised where a word
 * of its name is a tier's ({@code starter}, {@code pro-EUR-monthly}); otherwise the customer's tier stays as it is.
 */
public final class Plans {

    /** Nothing listed. */
    public static final Plans NONE = new Plans(Map.of());

    private final Map<String, Tier> tiers;

    /** Plan, price or product ids → tier. */
    public Plans(Map<String, Tier> tiers) {
        this.tiers = new LinkedHashMap<>(tiers);
    }

    /** What is listed, in the order of the file. */
    public Map<String, Tier> listed() {
        return Collections.unmodifiableMap(tiers);
    }

    /**
     * The tier of a subscription to a plan that goes by these names: none once it is over, a trial while it is tried;
     * null where no name is known.
     */
    public @Nullable Tier tier(SubscriptionStatus status, List<String> names) {
        if (status.isOver()) {
            return Tier.NONE;
        }
        return status == SubscriptionStatus.TRIALING ? Tier.TRIAL : tier(names);
    }

    /** The tier of the first of these names that is known; null where none is. */
    public @Nullable Tier tier(List<String> names) {
        for (String name : names) {
            Tier listed = tiers.get(name);
            if (listed != null) {
                return listed;
            }
        }
        for (String name : names) {
            for (String word : name.toLowerCase(Locale.ROOT).split("[^a-z]+")) {
                for (Tier tier : Tier.values()) {
                    if (tier != Tier.NONE && tier.id().equals(word)) {
                        return tier;
                    }
                }
            }
        }
        return null;
    }
}
