package io.aegis.server.processing;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.engine.event.Fact;
import io.aegis.engine.event.Subscription;
import io.aegis.engine.event.SubscriptionStatus;
import io.aegis.engine.event.Tier;
import io.aegis.server.journal.BillingOrder.Newest;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What several subscriptions are together; each is written as status, tier, amount and currency. */
final class SubscriptionsTest {

    private static Subscription subscription(String text) {
        String[] parts = text.strip().split(" ");
        return new Subscription(
                parts[1].equals("-") ? null : Tier.valueOf(parts[1].toUpperCase(Locale.ROOT)),
                SubscriptionStatus.valueOf(parts[0].toUpperCase(Locale.ROOT)),
                parts[2].equals("-") ? Double.NaN : Double.parseDouble(parts[2]),
                parts[3].equals("-") ? null : parts[3],
                Fact.UNKNOWN,
                Fact.UNKNOWN,
                Fact.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            active pro 50 EUR                                | active pro 50 EUR
            active starter 10 EUR; active pro 50 EUR         | active pro 60 EUR
            active pro 50 EUR; canceled none 0 EUR           | active pro 50 EUR
            active pro 50 EUR; none none 0 EUR               | active pro 50 EUR
            active pro 50 EUR; past_due starter 10 EUR       | past_due pro 60 EUR
            trialing trial 0 EUR; active starter 10 EUR      | active starter 10 EUR
            trialing trial 0 EUR; canceled none 0 EUR        | trialing trial 0 EUR
            active pro 50 EUR; active starter 10 USD         | active pro 50 EUR
            active - - -; canceled none 0 EUR                | active - - -
            canceled none 0 EUR; none none 0 EUR             | none none 0 EUR
            """)
    void shouldBeTogether(String each, String together) {
        Map<String, Newest> known = new HashMap<>();
        String[] all = each.split(";");
        for (String one : all) {
            known.put("stripe/subscription/" + known.size(), new Newest(known.size(), subscription(one)));
        }
        known.put("stripe/paid", new Newest(99, null));
        known.put("stripe-eu/subscription/0", new Newest(99, subscription("active enterprise 900 EUR")));
        Subscriptions subscriptions = Subscriptions.of(known, "stripe/subscription/");
        assertThat(subscriptions.together(subscription(all[all.length - 1]))).isEqualTo(subscription(together));
        assertThat(subscriptions.latestMillis()).isEqualTo(all.length - 1);
    }

    @Test
    void shouldForgetTheOldestThatHaveEndedFirst() {
        Map<String, Newest> known = new HashMap<>();
        for (int i = 0; i < Subscriptions.SUBSCRIPTIONS_MAX; i++) {
            known.put("s/" + i, new Newest(i, subscription(i < 2 ? "active pro 1 EUR" : "canceled none 0 EUR")));
        }
        assertThat(Subscriptions.of(known, "s/").tooMany()).isEmpty();
        known.put("s/new", new Newest(1_000, subscription("active pro 1 EUR")));
        assertThat(Subscriptions.of(known, "s/").tooMany()).containsExactly("s/2");
    }
}
