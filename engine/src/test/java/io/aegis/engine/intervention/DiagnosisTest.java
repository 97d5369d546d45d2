package io.aegis.engine.intervention;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.engine.Engine;
import io.aegis.engine.Entry;
import io.aegis.engine.event.ApiCall;
import io.aegis.engine.event.ApiCalls;
import io.aegis.engine.event.Subscription;
import io.aegis.engine.event.SubscriptionStatus;
import io.aegis.engine.event.Tier;
import io.aegis.engine.testing.Recorder;
import io.aegis.engine.testing.Recorder.Change;
import io.aegis.engine.testing.Rules;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The likely cause that people are told, by how a customer's calls fail. */
final class DiagnosisTest {

    private static final int CALLS = 60;
    /** In minutes, and a half day. */
    private static final int FOUR_DAYS = 4 * 1440 + 750;

    /** What is told at the 60th call, where every third call fails with one of the statuses in turn. */
    private static Intervention told(int... statuses) {
        Recorder recorder = new Recorder();
        Engine engine =
                new Engine(Rules.set(Rules.rule("failing", "error_rate > 0.1 && calls_total >= " + CALLS)), recorder);
        for (int call = 0; call < CALLS; call++) {
            int status = call % 3 == 0 ? statuses[call / 3 % statuses.length] : 200;
            ApiCall fact = new ApiCall("GET", "/v1/orders", status, 10, false, null, null);
            engine.apply(new Entry.Event(0, 0, call * 1_000L, fact));
        }
        return recorder.of(0).stream().map(Change::now).findFirst().orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "500, the fault is ours, Hand it to the platform team",
        "401, 'the key or its header is wrong: revoked, expired, or a test key', Ask whether they rotated keys",
        "403, the key lacks a permission, Ask which product",
        "429, They run into the rate limit, Offer a higher limit",
        "404, calls what this version does not have, Send them a failing call",
        "405, calls what this version does not have, Send them a failing call",
        "400, do not fit the schema, Send them a failing call",
        "422, do not fit the schema, Send them a failing call",
        "409, requests collide, Send them a failing call",
        "418, requests are refused, Send them a failing call"
    })
    void shouldNameTheCauseOfOneKindOfFailure(int status, String cause, String step) {
        Intervention told = told(status);
        assertThat(told.diagnosis()).contains(cause).contains("GET /v1/orders");
        assertThat(told.recommendedAction()).startsWith(step);
    }

    @Test
    void shouldGoByWhatMostFailuresAre() {
        assertThat(told(500, 500, 422).diagnosis()).contains("the fault is ours");
        assertThat(told(401, 401, 422).diagnosis()).contains("the key or its header is wrong");
        assertThat(told(422, 422, 500).diagnosis()).contains("do not fit the schema");
    }

    /** The commonest status is that of keys, and yet most failures are no matter of keys. */
    @Test
    void shouldNotCallWhatIsOfSeveralKindsMost() {
        Intervention told = told(401, 401, 404, 422, 500);
        assertThat(told.diagnosis())
                .startsWith("Failures are of several kinds, most often 401 answers")
                .doesNotContain("Most failures");
        assertThat(told.recommendedAction())
                .isEqualTo("Send them a failing call of each kind with the answer's reason.");
    }

    /** Six in a row after two hundred good ones: it is not their share that opened it. */
    @Test
    void shouldTellOfTheLatestCallsWhereTheyAreWhatCounts() {
        Recorder recorder = new Recorder();
        Engine engine = new Engine(
                Rules.set(Rules.rule("throttled", "throttled_rate > 0 && throttled_evidence >= 11")), recorder);
        for (int call = 0; call < 206; call++) {
            ApiCall fact = new ApiCall("GET", "/v1/orders", call < 200 ? 200 : 429, 10, false, null, null);
            engine.apply(new Entry.Event(0, 0, call * 1_000L, fact));
        }
        assertThat(recorder.of(0))
                .extracting(change -> change.now().reason())
                .containsExactly("The latest calls were answered 429: 6 of 206 calls in the last 5m");
    }

    /** Of a call each hour four in a row fail: they opened it, not the one in the last five minutes nor a sixth of a day. */
    @ParameterizedTest
    @CsvSource({
        "error_rate_5m > 0.1 && error_evidence >= 5, All of the latest 4 calls failed",
        "error_rate > 0.1 && error_evidence >= 5, All of the latest 4 calls failed",
        "error_rate_5m > 0.1 && calls_24h >= 24 && errors >= 4, 100.0% of 1 call failed in the last 5m"
    })
    void shouldTellOfTheFailuresThatOpenedIt(String when, String reason) {
        Recorder recorder = new Recorder();
        Engine engine = new Engine(Rules.set(Rules.rule("failing", when)), recorder);
        for (int call = 0; call < 124; call++) {
            ApiCall fact = new ApiCall("GET", "/v1/orders", call < 120 ? 200 : 401, 10, false, null, null);
            engine.apply(new Entry.Event(0, 0, call * 3_600_000L, fact));
        }
        assertThat(recorder.of(0)).extracting(change -> change.now().reason()).containsExactly(reason);
    }

    /** Hourly sums say nothing of five minutes, but how many failed. */
    @Test
    void shouldCountWhereTheRateOfAWindowIsUnknown() {
        Recorder recorder = new Recorder();
        Engine engine = new Engine(Rules.set(Rules.rule("failing", "errors >= 90 || error_rate_5m > 0.5")), recorder);
        ApiCalls hour = new ApiCalls(300, 90, 0, 0, 0, 3_600_000, null);
        engine.apply(new Entry.Event(0, 0, 0, hour));
        assertThat(recorder.of(0))
                .extracting(change -> change.now().reason())
                .containsExactly("30.0% of their first 300 calls failed");
    }

    /** Who began seconds ago has no last day: the window's length would say more than is known. */
    @ParameterizedTest
    @CsvSource({
        "errors >= 1, Their first call failed",
        "errors >= 3, All of their first 3 calls failed",
        "errors >= 4, 80.0% of their first 5 calls failed"
    })
    void shouldTellOfTheFirstCallsOfSomebodyWhoBegan(String when, String reason) {
        Recorder recorder = new Recorder();
        Engine engine = new Engine(Rules.set(Rules.rule("failing", when)), recorder);
        for (int call = 0; call < 5; call++) {
            ApiCall fact = new ApiCall("GET", "/v1/orders", call == 3 ? 200 : 401, 10, false, null, null);
            engine.apply(new Entry.Event(0, 0, call * 1_000L, fact));
        }
        assertThat(recorder.of(0).getFirst().now().reason()).isEqualTo(reason);
    }

    @Test
    void shouldNotCallAllAHundredPercent() {
        assertThat(told(500).diagnosis()).startsWith("All of the failures are 5xx answers");
    }

    private static ApiCall call(String route, int status, String key) {
        return new ApiCall("GET", route, status, 10, false, key, null);
    }

    /** Told of who failed now and then for four days, then as {@code failing} says, a call each twenty seconds. */
    private static Intervention after(ApiCall nowAndThen, IntFunction<ApiCall> failing) {
        Recorder recorder = new Recorder();
        Engine engine =
                new Engine(Rules.set(Rules.rule("failing", "error_rate_5m > 0.1 && error_evidence >= 8")), recorder);
        for (int minute = 0; minute < FOUR_DAYS; minute++) {
            ApiCall fact = minute % 25 == 0 ? nowAndThen : call(nowAndThen.route(), 200, "ak_a");
            engine.apply(new Entry.Event(0, 0, minute * 60_000L, fact));
        }
        for (int call = 0; call < 200; call++) {
            engine.apply(new Entry.Event(0, 0, FOUR_DAYS * 60_000L + call * 20_000L, failing.apply(call)));
        }
        return recorder.of(0).getFirst().now();
    }

    @Test
    void shouldTellOfTheTroubleAndNotOfTheFailuresOfEveryDay() {
        assertThat(after(call("/v1/orders", 404, "ak_a"), call -> call("/v1/items", call % 2 == 0 ? 422 : 200, "ak_b"))
                        .diagnosis())
                .startsWith(
                        "All of the failures are 422 answers on GET /v1/items, since 1970-01-05 12:30 UTC, key ak_b:")
                .contains("do not fit the schema");
        assertThat(after(call("/v1/orders", 500, "ak_a"), call -> call("/v1/orders", call % 2 == 0 ? 401 : 200, "ak_a"))
                        .diagnosis())
                .startsWith(
                        "All of the failures are 401 answers on GET /v1/orders, since 1970-01-05 12:30 UTC, key ak_a:");
    }

    @Test
    void shouldShowTheRoutesThatItTellsOf() {
        Intervention told =
                after(call("/v1/orders", 404, "ak_a"), call -> call("/v1/items", call % 2 == 0 ? 422 : 200, "ak_b"));
        assertThat(told.opening().failing()).singleElement().satisfies(failing -> {
            assertThat(failing.route()).isEqualTo("/v1/items");
            assertThat(failing.status()).isEqualTo(422);
        });
    }

    @Test
    void shouldTellSinceWhenWhatFailsEveryDayFailsMore() {
        assertThat(after(call("/v1/orders", 500, "ak_a"), call -> call("/v1/orders", call % 2 == 0 ? 500 : 200, "ak_a"))
                        .diagnosis())
                .startsWith(
                        "All of the failures are 5xx answers on GET /v1/orders, since 1970-01-05 12:30 UTC, key ak_a:");
    }

    @Test
    void shouldNameAKeyOnlyWhereAllFailWithIt() {
        assertThat(after(
                                call("/v1/orders", 404, "ak_a"),
                                call -> call("/v1/orders", call % 2 == 0 ? 500 : 200, "ak_" + call % 20))
                        .diagnosis())
                .contains(", several keys: the fault is ours");
    }

    @Test
    void shouldNotCountRoutesThatAreNotToldApart() {
        assertThat(after(
                                call("/v1/orders", 404, "ak_a"),
                                call -> call("/v1/x" + call, call % 2 == 0 ? 404 : 200, "ak_a"))
                        .diagnosis())
                .contains(" routes, since 1970-01-05 12:30 UTC");
    }

    @Test
    void shouldSeeATestKey() {
        assertThat(after(
                                call("/v1/orders", 404, "ak_a"),
                                call -> call("/v1/orders", call % 2 == 0 ? 401 : 200, "sk_test_1"))
                        .diagnosis())
                .contains("it is a test key, which the live host refuses");
    }

    @ParameterizedTest
    @CsvSource({
        "400, 404, 409, 418, 'Failures are of several kinds, most often 4', no one cause",
        "404, 404, 404, 409, 75.0% of the failures are 404 answers, what this version does not have",
        "404, 422, 404, 422, All of the failures are 404 and 422 answers, does not fit this version",
        "404, 405, 405, 405, All of the failures are 405 and 404 answers, what this version does not have",
        "401, 403, 401, 401, All of the failures are 401 and 403 answers, the key or its header is wrong",
        "499, 408, 499, 499, All of the failures are 499 and 408 answers, gives up before the answer"
    })
    void shouldTellOfSeveralStatuses(int first, int second, int third, int fourth, String told, String cause) {
        assertThat(told(first, second, third, fourth).diagnosis())
                .startsWith(told)
                .contains(cause);
    }

    /** Hourly sums leave the rates of shorter windows unknown. */
    @ParameterizedTest
    @CsvSource({
        "90, 0, 0, 0, All of the failures are 4xx answers, requests are refused",
        "90, 80, 0, 0, 88.9% of the failures are 401 or 403 answers, the key or its header is wrong",
        "90, 0, 90, 0, They run into the rate limit, an upsell more than a fault",
        "0, 0, 0, 90, All of the failures are 5xx answers, the fault is ours"
    })
    void shouldTellTheKindOfCallsAddedUp(int client, int auth, int throttled, int server, String told, String cause) {
        Recorder recorder = new Recorder();
        Engine engine = new Engine(Rules.set(Rules.rule("failing", "errors >= 90")), recorder);
        engine.apply(new Entry.Event(0, 0, 0, new ApiCalls(300, client, auth, throttled, server, 3_600_000, null)));
        assertThat(recorder.of(0).getFirst().now().diagnosis())
                .startsWith(told + ", since 1970-01-01 01:00 UTC: ")
                .contains(cause);
    }

    @Test
    void shouldNotTellOfFailuresWhereNoneAre() {
        Recorder recorder = new Recorder();
        Engine engine = new Engine(Rules.set(Rules.rule("busy", "calls_total >= 1 || error_rate > 0.5")), recorder);
        engine.apply(new Entry.Event(0, 0, 0, call("/v1/orders", 200, "ak_a")));
        assertThat(recorder.of(0).getFirst().now().reason()).isEqualTo("calls_total = 1, error_rate = 0");
    }

    @ParameterizedTest
    @CsvSource({"19, They hardly use it, Ask what keeps them from it", "20, They use it, Offer the plan"})
    void shouldNotSayOfATrialThatItIsUsedWhereItIsNot(int calls, String told, String step) {
        Recorder recorder = new Recorder();
        Engine engine =
                new Engine(Rules.set(Rules.rule("trial", "trial_days_left <= 3 && calls_7d >= " + calls)), recorder);
        engine.apply(new Entry.Event(
                0,
                0,
                0,
                new Subscription(Tier.TRIAL, SubscriptionStatus.TRIALING, Double.NaN, null, 2 * 86_400_000L, -1, -1)));
        for (int call = 0; call < calls; call++) {
            engine.apply(new Entry.Event(0, 0, call * 1_000L, call("/v1/orders", 200, "ak_a")));
        }
        assertThat(recorder.of(0).getFirst().now().diagnosis()).startsWith(told);
        assertThat(recorder.of(0).getFirst().now().recommendedAction()).startsWith(step);
    }

    /** Half of the calls fail, two of three of them with 422. */
    @ParameterizedTest
    @CsvSource({
        "server_error_rate > 0.1, 16.7% of 60 calls were answered 5xx in the last 24h, the fault is ours",
        "client_error_rate > 0.1, 33.3% of 60 calls were answered 4xx in the last 24h, do not fit the schema",
        "error_rate > 0.1 || server_error_rate > 0.1, 50.0% of their first 60 calls failed, do not fit the schema"
    })
    void shouldTellOfTheWayOfFailingThatTheRuleReads(String when, String reason, String cause) {
        Recorder recorder = new Recorder();
        Engine engine = new Engine(Rules.set(Rules.rule("failing", "(" + when + ") && calls_total >= 60")), recorder);
        for (int call = 0; call < 60; call++) {
            int status = call % 2 == 0 ? 200 : call % 6 == 1 ? 503 : 422;
            engine.apply(new Entry.Event(0, 0, call * 60_000L, call("/v1/orders", status, "ak_a")));
        }
        assertThat(recorder.of(0).getFirst().now().reason()).isEqualTo(reason);
        assertThat(recorder.of(0).getFirst().now().diagnosis())
                .startsWith(
                        when.startsWith("server") ? "33.3% of the failures are 5xx" : "66.7% of the failures are 422")
                .contains(cause);
    }

    /** What else fails has another route and beginning. */
    @Test
    void shouldTellOfLimitsWhereTheyAreMet() {
        Recorder recorder = new Recorder();
        Engine engine = new Engine(Rules.set(Rules.rule("throttled", "throttled_rate > 0.05")), recorder);
        for (int call = 0; call < 60; call++) {
            boolean limited = call > 40 && call % 2 == 0;
            int status = limited ? 429 : call % 3 == 0 ? 422 : 200;
            engine.apply(new Entry.Event(0, 0, call * 60_000L, call(limited ? "/v1/b" : "/v1/a", status, "ak_a")));
        }
        assertThat(recorder.of(0).getFirst().now().diagnosis())
                .startsWith("They run into the rate limit on GET /v1/b, since 1970-01-01 00:4");
    }
}
