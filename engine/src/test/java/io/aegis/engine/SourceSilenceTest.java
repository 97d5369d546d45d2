package io.aegis.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.engine.event.ApiCall;
import io.aegis.engine.event.CustomerUpdate;
import io.aegis.engine.event.Fact;
import io.aegis.engine.rule.RuleSet;
import io.aegis.engine.testing.Recorder;
import io.aegis.engine.testing.Rules;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A feed that fails is no customer's silence: that time counts in no gap, also once it is over. */
class SourceSilenceTest {

    private static final long HOUR = 3_600_000;
    private static final long DAY = 24 * HOUR;
    private static final long START = 1_762_041_600_000L;
    private static final int CUSTOMERS = 12;
    private static final int DEAD_FROM = 20;
    private static final int DEAD_TO = 26;

    private final RuleSet rules =
            Rules.gated(Rules.set(Rules.rule("quiet", "silence_ratio > 3", "silence_ratio < 1", "0s", "0s", "1h")));
    private final Recorder recorder = new Recorder();
    private final Engine engine = new Engine(rules, recorder);

    /** Every customer calls every five hours in turn, so most have not called yet when the feed is back. */
    private void calls(int fromDay, int toDay) {
        for (long at = START + fromDay * DAY; at < START + toDay * DAY; at += HOUR / 12) {
            int turn = (int) (at / (HOUR / 12) % 60);
            if (turn % 5 == 0 && turn / 5 < CUSTOMERS) {
                event(turn / 5, at, new ApiCall("GET", "/a", 200, -1, false, null, null));
            }
            engine.apply(new Entry.Tick(at));
        }
    }

    @Test
    void shouldOpenNothingWhenTheFeedIsBack() {
        calls(0, DEAD_FROM);
        calls(DEAD_TO, DEAD_TO + 2);
        assertThat(recorder.count("quiet", "opened")).isZero();
    }

    /** Records come through the same source, too seldom for what it usually brings. */
    @ParameterizedTest
    @ValueSource(ints = {1, 5, 24})
    void shouldOpenNothingWhileOnlyATrickleComes(int everyHours) {
        calls(0, DEAD_FROM);
        for (long at = START + DEAD_FROM * DAY; at < START + DEAD_TO * DAY; at += everyHours * HOUR) {
            event(0, at, CustomerUpdate.NOTHING);
            engine.apply(new Entry.Tick(at));
        }
        calls(DEAD_TO, DEAD_TO + 2);
        assertThat(recorder.count("quiet", "opened")).isZero();
    }

    /** All but two of its customers went elsewhere, and one of these two falls silent a fortnight later. */
    @Test
    void shouldTakeATrickleOfAWeekForWhatTheSourceBringsNow() {
        calls(0, DEAD_FROM);
        for (long at = START + DEAD_FROM * DAY; at < START + (DEAD_FROM + 30) * DAY; at += HOUR) {
            for (int customer = 0; customer < (at < START + (DEAD_FROM + 14) * DAY ? 2 : 1); customer++) {
                event(customer, at + customer * 60_000L, new ApiCall("GET", "/a", 200, -1, false, null, null));
            }
            engine.apply(new Entry.Tick(at + HOUR));
        }
        assertThat(recorder.of(0)).isEmpty();
        assertThat(recorder.of(1)).hasSize(1);
    }

    @Test
    void shouldStillTellWhoStaysAwayAfterIt() {
        calls(0, DEAD_FROM);
        for (long at = START + DEAD_TO * DAY; at < START + (DEAD_TO + 3) * DAY; at += HOUR / 12) {
            int turn = (int) (at / (HOUR / 12) % 60);
            if (turn % 5 == 0 && turn / 5 < CUSTOMERS && turn / 5 != 3) {
                event(turn / 5, at, new ApiCall("GET", "/a", 200, -1, false, null, null));
            }
            engine.apply(new Entry.Tick(at));
        }
        assertThat(recorder.count("quiet", "opened")).isOne();
        assertThat(recorder.of(3)).hasSize(1);
    }

    /**
     * It is quiet a millisecond after its source has gone silent, before that is known. From then on the instant at which
     * it would be stays a millisecond ahead; who waited for it would never come to the end.
     */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void shouldNotWaitForWhatStandsStill(boolean gated) {
        RuleSet ungated = Rules.set(Rules.rule("quiet", "silence_ratio > 3", "silence_ratio < 1", "0s", "0s", "1h"));
        Recorder told = new Recorder();
        Engine monitor = new Engine(gated ? rules : ungated, told);
        long last = START + 20 * DAY;
        for (long at = START; at < last; at += HOUR) {
            monitor.apply(new Entry.Event(0, 0, at, new ApiCall("GET", "/a", 200, -1, false, null, null)));
        }
        last -= HOUR;
        for (int customer = 1; customer < CUSTOMERS; customer++) {
            for (long at = last; at <= last + 3 * HOUR - 1; at += HOUR / 60 - 1) {
                monitor.apply(new Entry.Event(customer, 0, at, new ApiCall("GET", "/a", 200, -1, false, null, null)));
            }
        }
        monitor.apply(new Entry.Event(1, 0, last + 3 * HOUR - 1, new ApiCall("GET", "/a", 200, -1, false, null, null)));
        monitor.apply(new Entry.Tick(last + 40 * DAY));
        assertThat(told.of(0)).hasSize(1);
    }

    private void event(int customer, long at, Fact fact) {
        engine.apply(new Entry.Event(customer, 0, at, fact));
    }
}
