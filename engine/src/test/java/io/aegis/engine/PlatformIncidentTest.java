package io.aegis.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.engine.event.ApiCall;
import io.aegis.engine.fleet.Incident;
import io.aegis.engine.intervention.Intervention;
import io.aegis.engine.intervention.Status;
import io.aegis.engine.rule.RuleSet;
import io.aegis.engine.testing.Recorder;
import io.aegis.engine.testing.Rules;
import java.util.List;
import java.util.function.IntBinaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What the platform's failing means for customers: it is held as part of one incident, also at those who always fail a
 * little; afterwards nothing opens of it, and everything that has another cause.
 */
class PlatformIncidentTest {

    private static final long MINUTE = 60_000;
    private static final long START = 1_762_000_200_000L / (1440 * MINUTE) * (1440 * MINUTE);
    private static final int CUSTOMERS = 40;
    /** Calls of each customer come so far apart. */
    private static final int EVERY_MINUTES = 6;

    private static final int OUTAGE_FROM = 720 + 23;
    private static final int OUTAGE_TO = OUTAGE_FROM + 50;

    private final RuleSet rules = Rules.gated(Rules.set(
            Rules.rule("last_hour", "error_rate_1h > 0.2 && calls_1h >= 5"),
            Rules.rule(
                    "evidence",
                    "error_rate_1h > 0.1 && error_evidence >= 8",
                    "error_rate_1h < 0.05",
                    "0s",
                    "0s",
                    "1h")));
    private final Recorder recorder = new Recorder();
    private final Engine engine = new Engine(rules, recorder);

    @BeforeEach
    void start() {
        engine.apply(new Entry.Tick(START));
    }

    @Test
    void shouldTellWhenItBeganAndHowManyOfHowMany() {
        run(0, 900, PlatformIncidentTest::platform);
        Incident incident = incident();
        assertThat(incident.startMillis()).isEqualTo(START + OUTAGE_FROM * MINUTE);
        assertThat(incident.failing()).isBetween(15, CUSTOMERS);
        assertThat(incident.active()).isEqualTo(CUSTOMERS);
    }

    /** Every other customer fails once in 25 calls all day, which is more in a day than the outage. */
    @Test
    void shouldHoldWhoAlwaysFailsALittleToo() {
        run(
                0,
                1440,
                (customer, minute) -> customer % 2 == 0 && inTurn(customer, minute) % 25 == 0
                        ? Math.max(404, platform(customer, minute))
                        : platform(customer, minute));
        assertThat(opened()).isEmpty();
        assertThat(last("evidence"))
                .hasSize(CUSTOMERS)
                .allMatch(one -> "incident_over".equals(one.endReason()) || one.status() == Status.HELD);
    }

    @Test
    void shouldOpenNothingOfItAfterwards() {
        run(0, 2880, PlatformIncidentTest::platform);
        assertThat(opened()).isEmpty();
    }

    /** The day of which errors are counted of one who seldom calls still reaches back into it. */
    @Test
    void shouldOpenFromTheHourThatTheRuleReads() {
        run(0, 1440, (customer, minute) -> customer == 1 && minute >= 1080 ? 500 : platform(customer, minute));
        assertThat(opened("last_hour")).hasSize(1).allMatch(one -> one.startsWith("last_hour-1-"));
        assertThat(first("last_hour").openedAtMillis()).isBetween(minute(1080), minute(1120));
    }

    @Test
    void shouldOpenAtTheInstantAtWhichTheWindowHasPassedIt() {
        run(0, 820, PlatformIncidentTest::platform);
        long over = incident().endMillis();
        for (int i = 0; i < 50; i++) {
            call(1, minute(820) + i * 1000L, 500);
        }
        engine.apply(new Entry.Tick(minute(1400)));
        assertThat(opened("last_hour")).containsExactly("last_hour-1-" + (over + 59 * MINUTE));
    }

    /** Failures that count as one trouble since the outage, and never cease. */
    @Test
    void shouldOpenOnceMostOfAnOwnTroubleCameAfterIt() {
        run(
                0,
                2880,
                (customer, minute) -> customer == 1 && minute >= 960 && inTurn(customer, minute) % 5 < 3
                        ? 500
                        : platform(customer, minute));
        assertThat(opened("evidence")).hasSize(1).allMatch(one -> one.startsWith("evidence-1-"));
        assertThat(first("evidence").openedAtMillis()).isBetween(minute(960), minute(1080));
    }

    /** Every customer calls every few minutes in turn. */
    private void run(int fromMinute, int toMinute, IntBinaryOperator status) {
        for (int minute = fromMinute; minute < toMinute; minute++) {
            for (int customer = minute % EVERY_MINUTES; customer < CUSTOMERS; customer += EVERY_MINUTES) {
                call(customer, minute(minute) + customer * 100L, status.applyAsInt(customer, minute));
            }
            engine.apply(new Entry.Tick(minute(minute + 1)));
        }
    }

    private static int platform(int customer, int minute) {
        return minute >= OUTAGE_FROM && minute < OUTAGE_TO ? 503 : 200;
    }

    /** The number of a customer's call, not the same for all at once. */
    private static int inTurn(int customer, int minute) {
        return minute / EVERY_MINUTES + customer;
    }

    private static long minute(int minute) {
        return START + minute * MINUTE;
    }

    private Incident incident() {
        assertThat(engine.incidents()).hasSize(1).allMatch(Incident::over);
        return engine.incidents().get(0);
    }

    private Intervention first(String rule) {
        return last(rule).stream()
                .filter(one -> one.status() != Status.HELD && one.heldBy() == null)
                .findFirst()
                .orElseThrow();
    }

    private List<Intervention> last(String rule) {
        return recorder.changes().values().stream()
                .flatMap(changes -> changes.stream().map(Recorder.Change::now))
                .filter(one -> one.rule().equals(rule))
                .collect(java.util.stream.Collectors.toMap(Intervention::id, one -> one, (before, now) -> now))
                .values()
                .stream()
                .toList();
    }

    private List<String> opened(String rule) {
        return opened().stream().filter(id -> id.startsWith(rule + "-")).toList();
    }

    private List<String> opened() {
        return recorder.changes().values().stream()
                .flatMap(List::stream)
                .filter(change -> "opened".equals(change.entry().kind()))
                .map(change -> change.now().id())
                .toList();
    }

    private void call(int customer, long at, int status) {
        engine.apply(new Entry.Event(customer, 0, at, new ApiCall("GET", "/a", status, -1, false, null, null)));
    }
}
