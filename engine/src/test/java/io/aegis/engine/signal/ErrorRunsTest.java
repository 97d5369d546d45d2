package io.aegis.engine.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.engine.Engine;
import io.aegis.engine.Entry;
import io.aegis.engine.RestoredCustomer;
import io.aegis.engine.event.ApiCall;
import io.aegis.engine.event.Fact;
import io.aegis.engine.testing.Recorder;
import io.aegis.engine.testing.Rules;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Failures that come in runs, as of clients that try again at once, and those that do not. */
final class ErrorRunsTest {

    private static final int CUSTOMERS = 200;
    private static final int CALLS = 3_000;

    /** How often evidence of an incident came up, of calls that fail with that rate and repeat the one before. */
    private static long alarms(double rate, double repeats, int from, double rateThen) {
        Recorder recorder = new Recorder();
        Engine engine = engine(recorder);
        for (int customer = 0; customer < CUSTOMERS; customer++) {
            Random random = new Random(customer);
            boolean failed = false;
            for (int call = 0; call < CALLS; call++) {
                failed = random.nextDouble() < repeats ? failed : random.nextDouble() < (call < from ? rate : rateThen);
                engine.apply(call(customer, call, failed));
            }
        }
        return recorder.count("evident", "opened");
    }

    private static Engine engine(Recorder recorder) {
        return new Engine(
                Rules.set(Rules.rule("evident", "error_evidence >= 8", "error_evidence < 3", "0s", "0s", "1h")),
                recorder);
    }

    private static Entry.Event call(int customer, int call, boolean failed) {
        return call(customer, call * 60_000L, "/v1/orders", failed);
    }

    private static Entry.Event call(int customer, long atMillis, String route, boolean failed) {
        ApiCall made = new ApiCall("GET", route, failed ? 500 : 200, Fact.UNKNOWN, false, null, null);
        return new Entry.Event(customer, 0, atMillis, made);
    }

    @Test
    void shouldNotTakeRunsForIncidents() {
        assertThat(alarms(0.025, 0.3, CALLS, 0)).isLessThan(CUSTOMERS / 5);
        assertThat(alarms(0.025, 0, CALLS, 0)).isLessThan(CUSTOMERS / 20);
    }

    @Test
    void shouldFindIncidentsOfBoth() {
        assertThat(alarms(0.02, 0, CALLS - 200, 0.35)).isBetween(CUSTOMERS * 99L / 100, CUSTOMERS * 105L / 100);
        assertThat(alarms(0.02, 0.3, CALLS - 200, 0.45)).isBetween(CUSTOMERS * 90L / 100, CUSTOMERS * 125L / 100);
    }

    /** The same of three clients that call in turn: what fails is tried again twice, and fails again. */
    private static long alarmsOfTries(String routeOfClient, String routeOfTry) {
        Recorder recorder = new Recorder();
        Engine engine = engine(recorder);
        for (int customer = 0; customer < CUSTOMERS; customer++) {
            Random random = new Random(customer);
            int[] tries = new int[3];
            for (int call = 0; call < CALLS; call++) {
                int client = call % tries.length;
                boolean again = tries[client] > 1;
                tries[client] = tries[client] > 0 ? tries[client] - 1 : random.nextDouble() < 0.01 ? 3 : 0;
                String route = (again ? routeOfTry : routeOfClient).formatted(client, call);
                engine.apply(call(customer, call * 10_000L, route, tries[client] > 0));
            }
        }
        return recorder.count("evident", "opened");
    }

    @Test
    void shouldTakeWhatIsTriedAgainForOneThoughOthersCallInBetween() {
        assertThat(alarmsOfTries("/v1/%1$d", "/v1/%1$d")).isLessThan(CUSTOMERS / 12);
    }

    @Test
    void shouldTakeFailuresOfOtherRoutesForApart() {
        assertThat(alarmsOfTries("/v1/%1$d", "/v1/%1$d/%2$d")).isGreaterThan(CUSTOMERS / 4);
    }

    /** Failures of a key, each followed by a good call of a key on the same route, until they are evidence. */
    private static int failuresUntilEvident(String goodKey) {
        Recorder recorder = new Recorder();
        Engine engine = engine(recorder);
        int failures = 0;
        for (long at = 0; recorder.count("evident", "opened") == 0; at += 20_000) {
            engine.apply(keyed(at, 500, "failing"));
            engine.apply(keyed(at + 10_000, 200, goodKey));
            failures++;
        }
        return failures;
    }

    private static Entry.Event keyed(long atMillis, int status, String key) {
        return new Entry.Event(
                0, 0, atMillis, new ApiCall("GET", "/v1/orders", status, Fact.UNKNOWN, false, key, null));
    }

    @Test
    void shouldTakeAFailureForAFurtherTryUntilItsKeyIsGood() {
        assertThat(failuresUntilEvident("other")).isGreaterThan(2 * failuresUntilEvident("failing"));
    }

    /** Evidence after a key failed, others called so often, the key was good, and failed again. */
    private static double evidenceAfter(int others) {
        Engine engine = engine(new Recorder());
        long at = 0;
        engine.apply(keyed(at, 500, "failing"));
        for (int i = 0; i < others; i++) {
            engine.apply(keyed(at += 1_000, 200, "other"));
        }
        engine.apply(keyed(at += 1_000, 200, "failing"));
        engine.apply(keyed(at + 1_000, 500, "failing"));
        return (double) Objects.requireNonNull(engine.view(0).signals().get("error_evidence"));
    }

    @Test
    void shouldTakeNoFurtherTryForOneThatCameAfterAGoodCallWhicheverEndedTheTrouble() {
        double ofOneAlone = evidenceAfter(100);
        for (int others = 0; others < 20; others++) {
            assertThat(evidenceAfter(others)).as("after " + others).isGreaterThanOrEqualTo(ofOneAlone);
        }
    }

    /** Whether it is evident, once a customer of that usual rate has failed like this: F is a failing call. */
    private static boolean isEvident(int everySoManyCalls, String then) {
        Recorder recorder = new Recorder();
        Engine engine = engine(recorder);
        int call = 0;
        for (; call < CALLS; call++) {
            engine.apply(call(0, call, call % everySoManyCalls == 1));
        }
        for (int i = 0; i < then.length(); i++) {
            engine.apply(call(0, call++, then.charAt(i) == 'F'));
        }
        return recorder.count("evident", "opened") > 0;
    }

    @Test
    void shouldBelieveSeparateFailuresOfOneWhoSeldomFailsSooner() {
        String apart = "FFSFFSFSFSSS";
        assertThat(isEvident(100, apart)).isTrue();
        assertThat(isEvident(25, apart)).isFalse();
        assertThat(isEvident(100, "FFFFFSSSSSSS")).isFalse();
    }

    @Test
    void shouldGoOnFromASnapshot() {
        Engine engine = engine(new Recorder());
        Random random = new Random(1);
        boolean failed = false;
        for (int call = 0; call < CALLS; call++) {
            failed = random.nextDouble() < 0.4 ? failed : random.nextDouble() < 0.05;
            engine.apply(call(0, call, failed));
        }
        engine.apply(call(0, CALLS, true));
        engine.apply(call(0, CALLS + 1, true));
        byte[] snapshot = engine.snapshot(0);
        Engine same = engine(new Recorder());
        same.restore(RestoredCustomer.of(0, snapshot));
        assertThat(same.snapshot(0)).isEqualTo(snapshot);
    }
}
