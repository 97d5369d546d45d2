package io.aegis.engine.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.engine.Engine;
import io.aegis.engine.Entry;
import io.aegis.engine.event.ApiCall;
import io.aegis.engine.event.Fact;
import io.aegis.engine.event.Subscription;
import io.aegis.engine.event.SubscriptionStatus;
import io.aegis.engine.rule.Rule;
import io.aegis.engine.testing.Recorder;
import io.aegis.engine.testing.Rules;
import org.junit.jupiter.api.Test;

/** What the reference model found, each in its smallest form. */
final class ExactSignalsTest {

    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;

    private final Recorder recorder = new Recorder();

    private Engine engine(Rule rule) {
        return new Engine(Rules.set(rule), recorder);
    }

    private static void calls(Engine engine, long at, int count, int status) {
        ApiCall call = new ApiCall("GET", "/a", status, Fact.UNKNOWN, false, "a", null);
        for (int i = 0; i < count; i++) {
            engine.apply(new Entry.Event(0, 0, at, call));
        }
    }

    /** Six hours hold 210 calls before the last five minutes alone hold 200. */
    @Test
    void shouldTakeTheShorterWindowWithTheCallThatFillsIt() {
        Engine engine = engine(Rules.rule("flood", "error_window == '5m'"));
        calls(engine, 6 * HOUR, 11, 200);
        calls(engine, 9 * HOUR, 199, 200);
        assertThat(recorder.count("flood", "opened")).isZero();
        calls(engine, 9 * HOUR + MINUTE, 1, 200);
        assertThat(recorder.count("flood", "opened")).isOne();
    }

    @Test
    void shouldNotTakeThreeOfTenForMoreThanThreeTenths() {
        Engine engine = engine(Rules.rule("failing", "error_rate > 0.3 && error_calls == 10"));
        calls(engine, HOUR, 7, 200);
        calls(engine, HOUR, 1, 404);
        calls(engine, HOUR, 2, 500);
        assertThat(recorder.count("failing", "opened")).isZero();
    }

    @Test
    void shouldNotLetMoreThanTheWholeTrialPass() {
        Engine engine = engine(Rules.rule("over", "trial_elapsed > 1.0"));
        engine.apply(new Entry.Event(
                0,
                0,
                HOUR,
                new Subscription(
                        null, SubscriptionStatus.TRIALING, Double.NaN, null, 5 * HOUR, Fact.UNKNOWN, Fact.UNKNOWN)));
        engine.apply(new Entry.Tick(20 * HOUR));
        assertThat(recorder.count("over", "opened")).isZero();
        assertThat(engine.view(0).signals()).containsEntry("trial_elapsed", 1.0);
    }

    /** Who fails, is silent until a day without data is over, and then fails again is told again, without a good call. */
    @Test
    void shouldOpenAgainAfterNoMoreData() {
        Engine engine = engine(Rules.rule("failing", "error_rate_1h > 0.3", "error_rate_1h < 0.1", "0s", "0s", "1h"));
        calls(engine, HOUR, 3, 500);
        calls(engine, 26 * HOUR + 30 * MINUTE, 3, 500);
        assertThat(recorder.of(0))
                .extracting(change -> change.entry().reason())
                .containsExactly("condition_met", "no_more_data", "condition_met");
    }
}
