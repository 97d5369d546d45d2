package io.aegis.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.engine.event.ApiCall;
import io.aegis.engine.fleet.Incident;
import io.aegis.engine.intervention.Intervention;
import io.aegis.engine.intervention.Move;
import io.aegis.engine.intervention.Status;
import io.aegis.engine.rule.Rule;
import io.aegis.engine.rule.RuleSet;
import io.aegis.engine.testing.Loop;
import io.aegis.engine.testing.Recorder;
import io.aegis.engine.testing.Rules;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An incident is known some minutes after its start. What opened at customers who call much before it was known becomes
 * part of it, however ticks come and wherever the engine is stopped.
 */
class IncidentBeginsTest {

    private static final long MINUTE = 60_000;
    private static final long START = 1_762_000_200_000L / (1440 * MINUTE) * (1440 * MINUTE);
    /** The first of them call every few seconds, the others a few times an hour. */
    private static final int BUSY = 4;

    private static final int CUSTOMERS = 60;
    private static final int OUTAGE_FROM = 183;
    private static final int OUTAGE_TO = OUTAGE_FROM + 50;
    /** Fails with 404 all along, which no platform explains. */
    private static final int WRONG = BUSY;

    private static final RuleSet RULES = Rules.gated(Rules.set(
            Rules.rule("failing", "error_rate_5m > 0.2 && calls_5m >= 10", null, "0s", "2m", "1h"),
            Rules.rule("any", "error_rate_15m > 0.5 && calls_15m >= 4", "error_rate_15m < 0.1", "0s", "0s", "1h"),
            Rules.rule("hour", "error_rate_1h > 0.05 && calls_1h >= 100", "error_rate_1h < 0.01", "0s", "0s", "1h")));

    private final Recorder recorder = new Recorder();
    private final Loop loop = new Loop(RULES, recorder);

    @Test
    void shouldHoldWhatOpenedSinceTheStartOfAnIncident() {
        run(events(), OUTAGE_TO);
        assertThat(opened()).hasSizeGreaterThanOrEqualTo(BUSY);
        assertThat(opened()).allSatisfy(id -> {
            assertThat(one(id).status()).isEqualTo(Status.HELD);
            assertThat(kinds(id)).containsExactly("opened condition_met", "held held_by_" + incident());
        });
    }

    @Test
    void shouldEndItWithTheIncident() {
        run(events(), OUTAGE_TO + 300);
        assertThat(opened()).hasSizeGreaterThanOrEqualTo(BUSY).allSatisfy(id -> {
            Intervention one = one(id);
            assertThat(one.heldBy()).isEqualTo(incident());
            assertThat(one.status()).isEqualTo(Status.CLEARED);
            assertThat(one.clearedAtMillis()).isBetween(minute(OUTAGE_FROM), minute(OUTAGE_TO + 30));
        });
        assertThat(last().values()).anyMatch(one -> "incident_over".equals(one.endReason()));
    }

    @Test
    void shouldLeaveOpenWhatThePlatformDoesNotExplain() {
        List<Entry> entries = events();
        for (int i = 0; i < 60; i++) {
            entries.add(call(WRONG, minute(OUTAGE_FROM) + 1 + i * 500L, 404));
        }
        run(entries, OUTAGE_TO);
        assertThat(last().values().stream()
                        .filter(one -> one.customer() == WRONG && one.openedAtMillis() < minute(OUTAGE_FROM + 1)))
                .isNotEmpty()
                .allMatch(one -> one.heldBy() == null);
    }

    @Test
    void shouldHoldWhatSomebodyHasTakenButNotWhatSomebodyHasPutOffOrClosed() {
        run(events(), lastMinuteBeforeKnown());
        List<String> ids = List.copyOf(opened());
        assertThat(ids).hasSizeGreaterThanOrEqualTo(4);
        List<Move> moves = List.of(
                new Move.Assign("ana"),
                new Move.Snooze(minute(OUTAGE_TO + 600)),
                new Move.Dismiss("known"),
                new Move.Resolve("fixed"));
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < moves.size(); i++) {
            Intervention one = one(ids.get(i));
            entries.add(new Entry.Command(one.customer(), one.id(), moves.get(i), "ana"));
        }
        entries.forEach(loop::apply);
        go(events(), lastMinuteBeforeKnown(), OUTAGE_TO);
        assertThat(ids.subList(0, 4))
                .extracting(id -> one(id).status())
                .containsExactly(Status.HELD, Status.SNOOZED, Status.DISMISSED, Status.RESOLVED);
        assertThat(one(ids.get(0)).assignee()).isEqualTo("ana");
    }

    /** The rule that holds it back becomes part of the incident itself, and holds nothing back any longer. */
    @ParameterizedTest
    @ValueSource(ints = {1, 25})
    void shouldHoldWhatAnotherRuleHeldBackToo(int minutes) {
        RuleSet rules = Rules.gated(Rules.set(
                Rules.rule(
                        "first",
                        "error_rate_5m > 0.1 && calls_5m >= 10",
                        null,
                        "0s",
                        "9m",
                        "1h",
                        Rule.NEVER,
                        List.of("second")),
                Rules.rule("second", "error_rate_5m > 0.2 && calls_5m >= 10", null, "0s", "9m", "1h")));
        ticked(events(), -1, OUTAGE_TO, minutes).forEach(new Loop(rules, recorder)::apply);
        assertThat(recorder.count("second", "released") + recorder.count("second", "opened"))
                .isZero();
        assertThat(last().values())
                .hasSizeGreaterThanOrEqualTo(2 * BUSY)
                .allMatch(one -> one.status() == Status.HELD && incident().equals(one.heldBy()));
    }

    /** It opened within the incident and cleared before that was known. */
    @Test
    void shouldLeaveWhatHasClearedAsItIs() {
        List<Entry> entries = events();
        entries.removeIf(entry -> entry instanceof Entry.Event event
                && event.customer() == WRONG
                && event.atMillis() > minute(OUTAGE_FROM));
        for (int i = 0; i < 30; i++) {
            entries.add(call(WRONG, minute(OUTAGE_FROM) + 1 + i * 500L, 503));
        }
        for (int i = 0; i < 300; i++) {
            entries.add(call(WRONG, minute(OUTAGE_FROM) + 20_000 + i * 50L, 200));
        }
        run(entries, OUTAGE_TO);
        assertThat(last().values().stream()
                        .filter(one -> one.customer() == WRONG && !one.rule().equals("hour")))
                .isNotEmpty()
                .allMatch(one -> one.status() == Status.CLEARED && one.heldBy() == null);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 7, 25})
    void shouldTellTheSameHoweverSeldomTicksCome(int minutes) {
        run(events(), OUTAGE_TO + 300);
        Recorder seldom = new Recorder();
        ticked(events(), -1, OUTAGE_TO + 300, minutes).forEach(new Loop(RULES, seldom)::apply);
        assertThat(summary(last(seldom))).isEqualTo(summary(last()));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shouldTellTheSameWhereverItIsStopped(long seed) {
        run(events(), OUTAGE_TO + 300);
        Recorder other = new Recorder();
        new Loop(RULES, other).run(ticked(events(), -1, OUTAGE_TO + 300, 1), seed, 0.01);
        assertThat(other.changes()).isEqualTo(recorder.changes());
    }

    /** Said by the incident and the times alone, wherever in its block and however hard the platform fails. */
    @ParameterizedTest
    @CsvSource({"180,2", "181,5", "184,3", "187,9", "189,4", "199,6"})
    void shouldLeaveNothingOpenThatOpenedInAnIncident(int fromMinute, int tenths) {
        List<Entry> events = events(fromMinute, tenths);
        Engine engine = new Engine(RULES, recorder);
        ticked(events, -1, OUTAGE_TO + 300, 1).forEach(engine::apply);
        assertThat(engine.incidents()).hasSize(1);
        Incident only = engine.incidents().get(0);
        assertThat(last().values())
                .hasSizeGreaterThan(BUSY)
                .allMatch(one ->
                        one.openedAtMillis() >= only.startMillis() && only.id().equals(one.heldBy()));
    }

    /** Just before the verdict with which the incident is known. */
    @Test
    void shouldKnowAfterARestartWhatOpenedBefore() {
        run(events(), OUTAGE_TO);
        List<Recorder.Change> plain = List.copyOf(recorder.of(0));
        Recorder other = new Recorder();
        Loop stopped = new Loop(RULES, other);
        for (Entry entry : ticked(events(), -1, OUTAGE_TO, 1)) {
            if (entry instanceof Entry.Tick) {
                stopped.restart();
            }
            stopped.apply(entry);
        }
        assertThat(other.of(0)).isEqualTo(plain);
    }

    private void run(List<Entry> events, int toMinute) {
        go(events, -1, toMinute);
    }

    private void go(List<Entry> events, int fromMinute, int toMinute) {
        ticked(events, fromMinute, toMinute, 1).forEach(loop::apply);
    }

    /** Events of those minutes, and a tick each so many of them. */
    private static List<Entry> ticked(List<Entry> events, int fromMinute, int toMinute, int step) {
        List<Entry> sorted = new ArrayList<>(events);
        for (int minute = 0; minute <= toMinute; minute += step) {
            sorted.add(new Entry.Tick(minute(minute)));
        }
        sorted.removeIf(entry -> at(entry) <= minute(fromMinute) || at(entry) > minute(toMinute));
        sorted.sort(Comparator.comparingLong(IncidentBeginsTest::at));
        return sorted;
    }

    private static long at(Entry entry) {
        return switch (entry) {
            case Entry.Event event -> event.atMillis();
            case Entry.Tick tick -> tick.atMillis();
            default -> throw new IllegalArgumentException(entry.toString());
        };
    }

    /** Four in ten calls of all fail in the outage, as at a platform that is half broken. */
    private static List<Entry> events() {
        return events(OUTAGE_FROM, 4);
    }

    private static List<Entry> events(int fromMinute, int tenths) {
        List<Entry> events = new ArrayList<>();
        for (int customer = 0; customer < CUSTOMERS; customer++) {
            long every = customer < BUSY ? 3_000 + customer * 700L : (6 + customer % 17) * MINUTE;
            int number = 0;
            for (long at = minute(0) + customer * 1_009L; at < minute(OUTAGE_TO + 250); at += every) {
                boolean out = at >= minute(fromMinute) && at < minute(OUTAGE_TO);
                events.add(call(customer, at, out && Math.floorMod(customer + ++number * 7, 10) < tenths ? 503 : 200));
            }
        }
        return events;
    }

    private static Entry call(int customer, long at, int status) {
        return new Entry.Event(customer, 0, at, new ApiCall("GET", "/a", status, -1, false, null, null));
    }

    private static long minute(int minute) {
        return START + minute * MINUTE;
    }

    private static int lastMinuteBeforeKnown() {
        Recorder told = new Recorder();
        ticked(events(), -1, OUTAGE_TO, 1).forEach(new Loop(RULES, told)::apply);
        long known = told.of(0).stream()
                .filter(change -> "held".equals(change.entry().kind()))
                .mapToLong(change -> change.entry().atMillis())
                .min()
                .orElseThrow();
        return (int) ((known - START) / MINUTE) - 1;
    }

    private String incident() {
        return Incident.ID_PREFIX + minute(OUTAGE_FROM);
    }

    private List<String> opened() {
        return recorder.changes().values().stream()
                .flatMap(List::stream)
                .filter(change -> "opened".equals(change.entry().kind()))
                .map(change -> change.now().id())
                .toList();
    }

    private List<String> kinds(String id) {
        return recorder.changes().values().stream()
                .flatMap(List::stream)
                .filter(change -> change.now().id().equals(id))
                .map(change -> change.entry().kind() + " " + change.entry().reason())
                .toList();
    }

    private Map<String, Intervention> last() {
        return last(recorder);
    }

    private Intervention one(String id) {
        return Objects.requireNonNull(last().get(id));
    }

    private static Map<String, Intervention> last(Recorder of) {
        Map<String, Intervention> last = new TreeMap<>();
        of.changes()
                .values()
                .forEach(changes ->
                        changes.forEach(change -> last.put(change.now().id(), change.now())));
        return last;
    }

    private static List<String> summary(Map<String, Intervention> of) {
        return of.values().stream()
                .map(one -> one.id() + " " + one.status() + " " + one.heldBy() + " " + one.clearedAtMillis() + " "
                        + one.endReason() + " " + one.reopenings())
                .toList();
    }
}
