package io.aegis.engine.intervention;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.engine.Engine;
import io.aegis.engine.Entry;
import io.aegis.engine.event.ApiCalls;
import io.aegis.engine.event.Fact;
import io.aegis.engine.event.ReportedSignal;
import io.aegis.engine.testing.Recorder;
import io.aegis.engine.testing.Recorder.Change;
import io.aegis.engine.testing.Rules;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

/** What people are told of a move, by when a rule tells it. */
final class UsageMovedTest {

    private static final long DAY = 86_400_000;
    private static final int MOVED = 21;

    /** What is told first once so many calls were made, of a customer with so many calls a day. */
    private static Intervention told(String trend, int calls, IntUnaryOperator level) {
        Recorder recorder = new Recorder();
        Engine engine = new Engine(
                Rules.set(Rules.rule("moved", "usage_trend == '" + trend + "' && calls_total >= " + calls)), recorder);
        for (int day = 0; day < 2 * MOVED; day++) {
            engine.apply(new Entry.Event(
                    0, 0, day * DAY, new ApiCalls(level.applyAsInt(day), 0, 0, 0, 0, Fact.UNKNOWN, null)));
        }
        return recorder.of(0).stream().map(Change::now).findFirst().orElseThrow();
    }

    @Test
    void shouldSetTheLastWeekAgainstTheOneBefore() {
        assertThat(told("declining", 0, day -> day < MOVED ? 100 : 40).reason())
                .matches("Usage fell \\d\\d\\.\\d%: \\d+ calls in the last 7 days, \\d+ in the 7 before");
        assertThat(told("increasing", 0, day -> day < MOVED ? 100 : 180).reason())
                .matches("Usage grew \\d\\d\\.\\d%: [\\d,]+ calls in the last 7 days, \\d+ in the 7 before");
    }

    @Test
    void shouldTellOfTheUsualWhereTheLastTwoWeeksAreAlike() {
        Intervention grown = told("increasing", 21 * 100 + 14 * 180, day -> day < MOVED ? 100 : 180);
        assertThat(grown.reason()).isEqualTo("Usage grew 80.0%: 2,520 calls in the last 14 days, usually 1,400");
        assertThat(grown.recommendedAction()).startsWith("Offer the next plan");
        Intervention fallen = told("declining", 21 * 100 + 14 * 40, day -> day < MOVED ? 100 : 40);
        assertThat(fallen.reason())
                .startsWith("Usage fell 60.0%")
                .endsWith(" calls in the last 14 days, usually 1,400");
        assertThat(fallen.recommendedAction()).startsWith("Call them");
    }

    @Test
    void shouldNotSpeakOfAFallWhereUsageGrew() {
        Intervention grown =
                told("increasing", 21 * 100 + 13 * 180, day -> day < MOVED ? 100 : day < MOVED + 6 ? 220 : 150);
        assertThat(grown.reason()).startsWith("Usage grew");
        assertThat(grown.recommendedAction()).startsWith("Offer the next plan");
    }

    @Test
    void shouldSayThatATrendWasReported() {
        Recorder recorder = new Recorder();
        Engine engine = new Engine(Rules.set(Rules.rule("moved", "usage_trend == 'declining'")), recorder);
        for (int day = 0; day < MOVED; day++) {
            engine.apply(new Entry.Event(
                    0, 0, day * DAY, new ApiCalls(day < 14 ? 100 : 219, 0, 0, 0, 0, Fact.UNKNOWN, null)));
        }
        engine.apply(
                new Entry.Event(0, 0, MOVED * DAY, new ReportedSignal("usage_trend", "declining", Long.MAX_VALUE)));
        Intervention told = recorder.of(0).getFirst().now();
        assertThat(told.reason())
                .isEqualTo("Usage was reported as declining: 1,314 calls in the last 7 days, 819 in the 7 before");
        assertThat(told.diagnosis()).startsWith("Another system reports it");
    }
}
