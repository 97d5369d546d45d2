package io.aegis.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.engine.event.ApiCall;
import io.aegis.engine.intervention.Intervention;
import io.aegis.engine.rule.RuleSet;
import io.aegis.engine.testing.Histories;
import io.aegis.engine.testing.Recorder;
import io.aegis.engine.testing.Rules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Verdicts of the fleet come a minute later and change no time of an intervention, however ticks come. */
class FleetTimingTest {

    private static final long MINUTE = 60_000;
    private static final long START = 1_762_000_020_000L / MINUTE * MINUTE;

    /** The verdict on the minute of a gated opening comes at the instant at which another has been kept open enough. */
    @Test
    void shouldClearAtTheInstantAtWhichAVerdictComes() {
        RuleSet rules = Rules.set(
                Rules.gated(Rules.set(Rules.rule("gated", "errors >= 1 && calls_total >= 5")))
                        .rules()
                        .get(0),
                Rules.rule(
                        "kept_open", "error_rate_5m > 0.2 && calls_5m >= 4", "error_rate_5m < 0.2", "0s", "2m", "1h"));
        Recorder recorder = new Recorder();
        Engine engine = new Engine(rules, recorder);
        engine.apply(new Entry.Tick(START));
        call(engine, START + 30_000, 500);
        for (int i = 1; i <= 3; i++) {
            call(engine, START + 4 * MINUTE + i * 10_000L, 200);
        }
        call(engine, START + 6 * MINUTE + 30_000, 200);
        engine.apply(new Entry.Tick(START + 30 * MINUTE));
        assertThat(last(recorder).values())
                .extracting(Intervention::rule, Intervention::openedAtMillis, Intervention::clearedAtMillis)
                .containsExactlyInAnyOrder(
                        Tuple.tuple("gated", START + 6 * MINUTE + 30_000, -1L),
                        Tuple.tuple("kept_open", START + 4 * MINUTE + 30_000, START + 7 * MINUTE));
    }

    @Test
    void shouldTellWithTheTickThatPassesItsMinuteWhatOpensAtADueInstant() {
        RuleSet rules = Rules.gated(Rules.set(Rules.rule("gated", "errors >= 1", null, "2m", "0s", "1h")));
        Recorder recorder = new Recorder();
        Engine engine = new Engine(rules, recorder);
        engine.apply(new Entry.Tick(START));
        call(engine, START + 30_000, 500);
        engine.apply(new Entry.Tick(START + 30 * MINUTE));
        assertThat(recorder.count("gated", "opened")).isOne();
    }

    /** Where ticks are rarer than the cool-down, one rule may open twice before any verdict. */
    @Test
    void shouldTellEachOfTwoOpeningsThatWaitForTheirVerdicts() {
        RuleSet rules = Rules.gated(
                Rules.set(Rules.rule("gated", "error_rate_5m > 0.2 && calls_5m > 0", null, "0s", "0s", "1m")));
        Recorder recorder = new Recorder();
        Engine engine = new Engine(rules, recorder);
        engine.apply(new Entry.Tick(START));
        call(engine, START + 30_000, 500);
        call(engine, START + 10 * MINUTE, 500);
        engine.apply(new Entry.Tick(START + 30 * MINUTE));
        assertThat(times(recorder))
                .containsExactly(
                        "gated-1-" + (START + 30_000) + " to " + (START + 5 * MINUTE)
                                + " CLEARED condition_cleared, reopened 0",
                        "gated-1-" + (START + 10 * MINUTE) + " to " + (START + 15 * MINUTE)
                                + " CLEARED condition_cleared, reopened 0");
        assertThat(recorder.count("gated", "opened")).isEqualTo(2);
    }

    /** As a replay does it: a tick each minute that has events, which leaps over hours in which nothing comes. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldTellTheSameInterventionsWhetherTicksLeapOrNot(long seed) {
        List<Entry.Event> events = Histories.events(seed, 8, 45);
        List<String> everyMinute = times(run(ticked(events, 1)));
        assertThat(everyMinute).hasSizeGreaterThan(100);
        assertThat(times(run(ticked(events, 45 * 1440)))).containsExactlyElementsOf(everyMinute);
    }

    /** What one rule makes due is no more than a reason to look for the others. */
    @ParameterizedTest
    @ValueSource(longs = {4, 5})
    void shouldTellTheSameInterventionsOfARuleAloneAsBesideOthers(long seed) {
        List<Entry> entries = ticked(Histories.events(seed, 30, 30), 1440);
        List<String> together = times(run(entries, Rules.gated(Rules.mixed())));
        List<String> alone = Rules.gated(Rules.mixed()).rules().stream()
                .filter(rule -> rule.inhibits().isEmpty() && !"retention_outreach".equals(rule.id()))
                .flatMap(rule -> times(run(entries, Rules.set(rule))).stream())
                .sorted()
                .toList();
        assertThat(alone)
                .hasSizeGreaterThan(200)
                .containsExactlyElementsOf(together.stream()
                        .filter(one -> !one.startsWith("error_debugging") && !one.startsWith("retention_outreach"))
                        .toList());
    }

    /** Ticks that overtake no event that is still to come; over a gap in steps of at most so many minutes. */
    private static List<Entry> ticked(List<Entry.Event> events, int stepMinutes) {
        long[] earliestFrom = new long[events.size() + 1];
        earliestFrom[events.size()] = events.get(events.size() - 1).atMillis() + 1440 * MINUTE;
        for (int i = events.size() - 1; i >= 0; i--) {
            earliestFrom[i] = Math.min(earliestFrom[i + 1], events.get(i).atMillis());
        }
        List<Entry> entries = new ArrayList<>();
        long tick = earliestFrom[0] / MINUTE * MINUTE;
        for (int i = 0; i <= events.size(); i++) {
            while (tick + MINUTE <= earliestFrom[i]) {
                tick = Math.min(tick + stepMinutes * MINUTE, earliestFrom[i] / MINUTE * MINUTE);
                entries.add(new Entry.Tick(tick));
            }
            if (i < events.size()) {
                entries.add(events.get(i));
            }
        }
        return entries;
    }

    private static void call(Engine engine, long at, int status) {
        engine.apply(new Entry.Event(1, 0, at, new ApiCall("GET", "/a", status, -1, false, null, null)));
    }

    private static Recorder run(List<Entry> entries) {
        return run(entries, Rules.gated(Rules.mixed()));
    }

    private static Recorder run(List<Entry> entries, RuleSet rules) {
        Recorder recorder = new Recorder();
        Engine engine = new Engine(rules, recorder);
        entries.forEach(engine::apply);
        return recorder;
    }

    private static List<String> times(Recorder recorder) {
        return last(recorder).values().stream()
                .map(one -> one.id() + " to " + one.clearedAtMillis() + " " + one.status() + " " + one.endReason()
                        + ", reopened " + one.reopenings())
                .toList();
    }

    /** The interventions as they were told last. */
    private static Map<String, Intervention> last(Recorder recorder) {
        Map<String, Intervention> last = new TreeMap<>();
        new ArrayList<>(recorder.changes().values())
                .forEach(changes ->
                        changes.forEach(change -> last.put(change.now().id(), change.now())));
        return last;
    }
}
