package io.aegis.engine.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.engine.Engine;
import io.aegis.engine.Entry;
import io.aegis.engine.RestoredCustomer;
import io.aegis.engine.event.ApiCall;
import io.aegis.engine.event.ApiKey;
import io.aegis.engine.event.Fact;
import io.aegis.engine.event.Payment;
import io.aegis.engine.event.Subscription;
import io.aegis.engine.event.SubscriptionStatus;
import io.aegis.engine.testing.Recorder;
import io.aegis.engine.testing.Rules;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Billing and keys stand as of the times in them, in whatever order they come. */
final class LateFactsTest {

    private static final long HOUR = 3_600_000L;

    private final Engine engine =
            new Engine(Rules.set(Rules.rule("any", "failed_payments > 0", null, "0s", "0s", "0s")), new Recorder());

    private void at(int hour, Fact fact) {
        engine.apply(new Entry.Event(0, 0, hour * HOUR, fact));
    }

    /** Also from its snapshot, which must keep all that decides. */
    private void restart() {
        byte[] snapshot = engine.snapshot(0);
        engine.restore(RestoredCustomer.of(0, snapshot));
        assertThat(engine.snapshot(0)).isEqualTo(snapshot);
    }

    private Map<String, Object> signals() {
        return engine.view(0).signals();
    }

    private static Payment payment(boolean succeeded) {
        return new Payment(succeeded, 99, "EUR", null, 1);
    }

    private static Subscription subscription(SubscriptionStatus status, long trialEnd) {
        return new Subscription(null, status, Double.NaN, null, trialEnd, Fact.UNKNOWN, Fact.UNKNOWN);
    }

    private static ApiKey key(String key, boolean revoked) {
        return new ApiKey(key, false, revoked);
    }

    @Test
    void shouldTakeAFailureBeforeTheLastSuccessForPaid() {
        at(10, payment(true));
        restart();
        at(9, payment(false));
        assertThat(signals()).containsEntry("failed_payments", 0L);
        at(11, payment(false));
        assertThat(signals()).containsEntry("failed_payments", 1L);
    }

    @Test
    void shouldNotTakeASuccessBeforeTheLastFailureForPaid() {
        at(9, payment(false));
        at(12, payment(false));
        restart();
        at(10, payment(true));
        assertThat(signals()).containsEntry("failed_payments", 1L);
        at(13, payment(true));
        assertThat(signals()).containsEntry("failed_payments", 0L);
    }

    @Test
    void shouldKeepTheLatestStateOfASubscription() {
        at(20, subscription(SubscriptionStatus.ACTIVE, Fact.UNKNOWN));
        restart();
        at(10, subscription(SubscriptionStatus.TRIALING, 100 * HOUR));
        assertThat(signals()).containsEntry("subscription_status", "active");
    }

    @Test
    void shouldLetATrialBeginWhenItWasFirstTold() {
        at(20, subscription(SubscriptionStatus.TRIALING, 100 * HOUR));
        at(0, subscription(SubscriptionStatus.TRIALING, 50 * HOUR));
        assertThat(signals()).containsEntry("trial_elapsed", 0.2);
        assertThat(signals()).containsEntry("trial_days_left", 80 / 24.0);
    }

    @Test
    void shouldCountFromWhenThereWasAKeyAllTheTime() {
        at(10, key("a", false));
        at(5, key("b", false));
        at(12, key("a", true));
        at(20, key("b", false));
        restart();
        assertThat(signals()).containsEntry("hours_since_keys", 15.0);
        at(15, key("b", true));
        assertThat(signals()).containsEntry("hours_since_keys", 15.0);
        at(21, key("b", true));
        assertThat(signals()).doesNotContainEntry("hours_since_keys", 16.0);
        at(23, key("c", false));
        at(24, key("c", false));
        assertThat(signals()).containsEntry("hours_since_keys", 1.0);
    }

    @Test
    void shouldKeepTheTimeOfKeysOnceTheyWereUsed() {
        at(1, key("a", false));
        at(2, new ApiCall("GET", "/a", 200, Fact.UNKNOWN, false, "a", null));
        at(3, key("a", true));
        at(4, key("b", false));
        assertThat(signals()).containsEntry("hours_since_keys", 3.0);
    }
}
