package io.aegis.engine.intervention;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.engine.Engine;
import io.aegis.engine.Entry;
import io.aegis.engine.event.ApiCall;
import io.aegis.engine.event.ApiCalls;
import io.aegis.engine.testing.Recorder;
import io.aegis.engine.testing.Recorder.Change;
import io.aegis.engine.testing.Rules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The likely cause that people are told, by how a customer's calls fail. */
final class DiagnosisTest {

    private static final int CALLS = 60;

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
        "error_rate_5m > 0.1 && calls_24h >= 24 && errors >= 4, 100.0 % of 1 call failed in the last 5m"
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
                .containsExactly("30.0 % of their first 300 calls failed");
    }

    /** Who began seconds ago has no last day: the window's length would say more than is known. */
    @ParameterizedTest
    @CsvSource({
        "errors >= 1, Their first call failed",
        "errors >= 3, All of their first 3 calls failed",
        "errors >= 4, 80.0 % of their first 5 calls failed"
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
}
