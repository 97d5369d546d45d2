package io.aegis.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.engine.event.ApiCall;
import io.aegis.engine.event.ApiCalls;
import io.aegis.engine.fleet.Incident;
import io.aegis.engine.fleet.Incident.Kind;
import io.aegis.engine.intervention.Intervention;
import io.aegis.engine.intervention.Status;
import io.aegis.engine.rule.RuleSet;
import io.aegis.engine.testing.Loop;
import io.aegis.engine.testing.Recorder;
import io.aegis.engine.testing.Rules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntBinaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The platform refuses everybody, by 401 or by 429; that is one incident, and what a single customer has is none. */
class RefusalIncidentTest {

    private static final long MINUTE = 60_000;
    private static final long START = 1_762_000_200_000L / (1440 * MINUTE) * (1440 * MINUTE);
    private static final int CUSTOMERS = 40;
    /** Calls of each customer come so far apart. */
    private static final int EVERY_MINUTES = 4;

    private static final int OUTAGE_FROM = 720 + 23;
    private static final int OUTAGE_TO = OUTAGE_FROM + 50;
    /** One who has a trouble of its own. */
    private static final int SINGLE = 1;

    private static final RuleSet RULES = Rules.gated(Rules.set(
            Rules.rule(
                    "errors", "error_rate_1h > 0.1 && error_evidence >= 8", "error_rate_1h < 0.05", "0s", "0s", "1h"),
            Rules.rule(
                    "limits",
                    "throttled_rate > 0.05 && throttled_rate * error_calls >= 6 || throttled_evidence >= 11",
                    "throttled_rate < 0.02",
                    "0s",
                    "0s",
                    "1h")));

    private final Recorder recorder = new Recorder();
    private final Engine engine = new Engine(RULES, recorder);

    @ParameterizedTest
    @CsvSource({
        "503, SERVER, platform_incident-",
        "401, AUTH, platform_incident-auth-",
        "403, AUTH, platform_incident-auth-",
        "429, THROTTLED, platform_incident-throttled-"
    })
    void shouldFindOneIncidentOfItsKindAndOpenNothingOfIt(int status, Kind kind, String prefix) {
        run(1440, during(OUTAGE_FROM, OUTAGE_TO, status));
        assertThat(engine.incidents()).hasSize(1);
        Incident found = engine.incidents().get(0);
        assertThat(found.kind()).isEqualTo(kind);
        assertThat(found.id()).isEqualTo(prefix + found.startMillis()).startsWith(Incident.ID_PREFIX);
        assertThat(found.startMillis()).isBetween(minute(OUTAGE_FROM), minute(OUTAGE_FROM + 2 * EVERY_MINUTES));
        assertThat(found.endMillis()).isBetween(minute(OUTAGE_TO), minute(OUTAGE_TO + 25));
        assertThat(last().values())
                .hasSizeGreaterThanOrEqualTo(CUSTOMERS)
                .allMatch(one -> found.id().equals(one.heldBy()))
                .allMatch(one -> one.status() == Status.CLEARED);
    }

    /** The same as sums of minutes, of which it is not known which call failed first. */
    @Test
    void shouldFindItInCallsThatComeAddedUp() {
        for (int minute = 0; minute < 900; minute++) {
            boolean out = minute >= OUTAGE_FROM && minute < OUTAGE_TO;
            for (int customer = minute % EVERY_MINUTES; customer < CUSTOMERS; customer += EVERY_MINUTES) {
                long refused = out ? 8 : 0;
                engine.apply(new Entry.Event(
                        customer,
                        0,
                        minute(minute) + customer,
                        new ApiCalls(10, refused, refused, 0, 0, minute(minute) + 59_000, null)));
            }
            engine.apply(new Entry.Tick(minute(minute + 1)));
        }
        assertThat(engine.incidents()).hasSize(1).allMatch(one -> one.kind() == Kind.AUTH && one.over());
    }

    /** Both last for a while, each with its own customers. */
    @Test
    void shouldTellIncidentsOfDifferentKindsApartWhileBothLast() {
        run(
                1440,
                (customer, minute) -> customer % 2 == 0
                        ? during(OUTAGE_FROM, OUTAGE_TO, 401).applyAsInt(customer, minute)
                        : during(OUTAGE_FROM + 20, OUTAGE_TO + 20, 429).applyAsInt(customer, minute));
        assertThat(engine.incidents()).extracting(Incident::kind).containsExactly(Kind.AUTH, Kind.THROTTLED);
        assertThat(engine.incidents().get(1).startMillis())
                .isLessThan(engine.incidents().get(0).endMillis());
        assertThat(last().values())
                .allSatisfy(one -> assertThat(one.heldBy())
                        .isEqualTo(engine.incidents().get(one.customer() % 2).id()));
    }

    @ParameterizedTest
    @CsvSource({"401, 422, errors", "401, 503, errors", "401, 429, limits", "429, 422, errors", "503, 429, limits"})
    void shouldNotHoldWhoFailsOtherwise(int platform, int own, String rule) {
        run(
                OUTAGE_TO,
                (customer, minute) -> customer == SINGLE && minute >= OUTAGE_FROM - 2
                        ? own
                        : during(OUTAGE_FROM, OUTAGE_TO, platform).applyAsInt(customer, minute));
        assertThat(engine.incidents()).hasSize(1);
        assertThat(of(SINGLE, rule)).hasSize(1).allMatch(one -> one.status() == Status.OPEN && one.heldBy() == null);
    }

    /** Also in the hours after an incident of that kind. */
    @ParameterizedTest
    @CsvSource({"401, 720, errors", "429, 720, limits", "401, 960, errors", "429, 960, limits"})
    void shouldOpenForOneCustomerAlone(int status, int ownFrom, String rule) {
        IntBinaryOperator platform = ownFrom > OUTAGE_TO ? during(OUTAGE_FROM, OUTAGE_TO, status) : (c, m) -> 200;
        run(
                1440,
                (customer, minute) ->
                        customer == SINGLE && minute >= ownFrom ? status : platform.applyAsInt(customer, minute));
        assertThat(engine.incidents()).hasSize(ownFrom > OUTAGE_TO ? 1 : 0);
        assertThat(of(SINGLE, rule).stream().filter(one -> one.heldBy() == null))
                .hasSize(1)
                .allMatch(one -> one.status() == Status.OPEN)
                .allMatch(
                        one -> one.openedAtMillis() >= minute(ownFrom) && one.openedAtMillis() < minute(ownFrom + 120));
    }

    /** One after the other in a day, each for good: all of them fail in the end, and most of those that call. */
    @ParameterizedTest
    @CsvSource({"401", "429"})
    void shouldNotTakeForOneWhatManyComeToOneByOne(int status) {
        run(2880, (customer, minute) -> minute >= 300 + customer * 30 && customer < 32 ? status : 200);
        assertThat(engine.incidents()).isEmpty();
        assertThat(last().values().stream()
                        .filter(one -> one.status() == Status.OPEN)
                        .map(Intervention::customer)
                        .distinct())
                .hasSize(32);
    }

    /** A dozen of 40 fail before it begins, and do not make it last. */
    @Test
    void shouldEndAlthoughThoseGoOnWhoAlwaysFail() {
        run(
                1440,
                (customer, minute) -> customer < 12 && minute >= 60 + customer * 40
                        ? 401
                        : during(OUTAGE_FROM, OUTAGE_TO, 401).applyAsInt(customer, minute));
        assertThat(engine.incidents()).hasSize(1);
        assertThat(engine.incidents().get(0).endMillis()).isBetween(minute(OUTAGE_TO), minute(OUTAGE_TO + 25));
    }

    /** A net of robots that never had anything but refusals says nothing of credentials that were good. */
    @ParameterizedTest
    @CsvSource({"401", "429"})
    void shouldNotCountWhoseCallsNeverWentWell(int status) {
        run(1440, (customer, minute) -> customer < 30 ? minute < OUTAGE_FROM ? 0 : status : 200);
        assertThat(engine.incidents()).isEmpty();
    }

    /** One in twelve calls of everybody runs into a limit, more by day. */
    @Test
    void shouldNotTakeEverydaysLimitsForOne() {
        List<Entry> entries = new ArrayList<>();
        for (int minute = 0; minute < 2880; minute++) {
            for (int customer = 0; customer < CUSTOMERS; customer++) {
                for (int i = 0; i < (minute % 1440 > 700 ? 4 : 1); i++) {
                    boolean limited = Math.floorMod((minute * 4 + i) * 7919 + customer * 104_729, 12) == 0;
                    entries.add(call(customer, minute(minute) + i * 9_000L + customer, limited ? 429 : 200));
                }
            }
            entries.add(new Entry.Tick(minute(minute + 1)));
        }
        entries.forEach(engine::apply);
        assertThat(engine.incidents()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"AUTH", "THROTTLED"})
    void shouldTellTheSameWhereverItIsStopped(Kind kind) {
        List<Entry> entries = entries(900, during(OUTAGE_FROM, OUTAGE_TO, kind == Kind.AUTH ? 401 : 429));
        entries.forEach(engine::apply);
        assertThat(engine.incidents()).hasSize(1);
        for (long seed = 1; seed <= 3; seed++) {
            Recorder other = new Recorder();
            new Loop(RULES, other).run(entries, seed, 0.01);
            assertThat(other.changes()).isEqualTo(recorder.changes());
        }
    }

    private static IntBinaryOperator during(int fromMinute, int toMinute, int status) {
        return (customer, minute) -> minute >= fromMinute && minute < toMinute ? status : 200;
    }

    private void run(int toMinute, IntBinaryOperator status) {
        entries(toMinute, status).forEach(engine::apply);
    }

    /** Every customer calls every few minutes in turn; status 0 stands for no call. */
    private static List<Entry> entries(int toMinute, IntBinaryOperator status) {
        List<Entry> entries = new ArrayList<>();
        entries.add(new Entry.Tick(START));
        for (int minute = 0; minute < toMinute; minute++) {
            for (int customer = minute % EVERY_MINUTES; customer < CUSTOMERS; customer += EVERY_MINUTES) {
                int answer = status.applyAsInt(customer, minute);
                if (answer > 0) {
                    entries.add(call(customer, minute(minute) + customer * 100L, answer));
                }
            }
            entries.add(new Entry.Tick(minute(minute + 1)));
        }
        return entries;
    }

    private static Entry call(int customer, long at, int status) {
        return new Entry.Event(customer, 0, at, new ApiCall("GET", "/a", status, -1, false, null, null));
    }

    private static long minute(int minute) {
        return START + minute * MINUTE;
    }

    private List<Intervention> of(int customer, String rule) {
        return last().values().stream()
                .filter(one -> one.customer() == customer && one.rule().equals(rule))
                .toList();
    }

    private Map<String, Intervention> last() {
        Map<String, Intervention> last = new TreeMap<>();
        recorder.changes()
                .values()
                .forEach(changes ->
                        changes.forEach(change -> last.put(change.now().id(), change.now())));
        return last;
    }
}
