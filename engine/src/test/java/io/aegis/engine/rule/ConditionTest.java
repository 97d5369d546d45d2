package io.aegis.engine.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.engine.rule.Condition.Threshold;
import io.aegis.engine.signal.Reading;
import io.aegis.engine.signal.Signal;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConditionTest {

    private static Condition condition(String source) {
        return Condition.compile("a_rule", "when", source);
    }

    /** A rule is looked at for each call: without what is kept this takes minutes. */
    @Test
    void shouldNotSearchTheSameTextsAgain() {
        Condition condition = condition("stage.matches('(a?){30}(a?){30}b|x7$')");
        List<Reading> readings = IntStream.range(0, 100)
                .mapToObj(each -> (Reading) GivenReading.of("stage=" + "a".repeat(120) + "x" + each))
                .toList();
        long begun = System.nanoTime();
        long found = 0;
        for (int round = 0; round < 10_000; round++) {
            found += readings.stream()
                    .filter(reading -> condition.test(reading) == Truth.TRUE)
                    .count();
        }
        assertThat(found).isEqualTo(10_000);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(30));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '¦', quoteCharacter = '`', textBlock = """
                    # condition                                            ¦ reading                             ¦ truth
                    error_rate > 0.1                                       ¦ error_rate=0.2                      ¦ TRUE
                    error_rate > 0.1                                       ¦ error_rate=0.1                      ¦ FALSE
                    error_rate > 0.1                                       ¦                                     ¦ UNKNOWN
                    0.1 < error_rate                                       ¦ error_rate=0.2                      ¦ TRUE
                    0.1 >= error_rate                                      ¦ error_rate=0.1                      ¦ TRUE
                    error_rate == 0.5                                      ¦ error_rate=0.5                      ¦ TRUE
                    error_rate != 0.5                                      ¦ error_rate=0.5                      ¦ FALSE
                    error_rate != 0.5                                      ¦                                     ¦ UNKNOWN
                    calls_1h > 1.5                                         ¦ calls_1h=2                          ¦ TRUE
                    calls_1h / 2 == 1.5                                    ¦ calls_1h=3                          ¦ TRUE
                    errors / calls_1h > 0.5                                ¦ errors=3 calls_1h=0                 ¦ UNKNOWN
                    errors % calls_1h == 1                                 ¦ errors=7 calls_1h=3                 ¦ TRUE
                    errors % calls_1h == 1                                 ¦ errors=7 calls_1h=0                 ¦ UNKNOWN
                    -errors < -2 + 1                                       ¦ errors=3                            ¦ TRUE
                    p95_latency_ms > 2 * p95_baseline_ms                   ¦ p95_latency_ms=9 p95_baseline_ms=4  ¦ TRUE
                    p95_latency_ms > 2 * p95_baseline_ms                   ¦ p95_latency_ms=9                    ¦ UNKNOWN
                    error_rate > 0.1 && errors > 2                         ¦ errors=1                            ¦ FALSE
                    error_rate > 0.1 && errors > 2                         ¦ errors=3                            ¦ UNKNOWN
                    errors > 2 || error_rate > 0.1                         ¦ errors=3                            ¦ TRUE
                    error_rate > 0.1 || errors > 2                         ¦ errors=3                            ¦ TRUE
                    error_rate > 0.1 || errors > 2                         ¦ errors=1                            ¦ UNKNOWN
                    !(error_rate > 0.1)                                    ¦                                     ¦ UNKNOWN
                    !(error_rate > 0.1)                                    ¦ error_rate=0.2                      ¦ FALSE
                    error_surge                                            ¦ error_surge=true                    ¦ TRUE
                    !error_surge                                           ¦ error_surge=true                    ¦ FALSE
                    error_surge == false                                   ¦ error_surge=true                    ¦ FALSE
                    error_surge == (errors > 1)                            ¦ error_surge=true errors=2           ¦ TRUE
                    error_surge != (errors > 1)                            ¦ error_surge=true                    ¦ UNKNOWN
                    tier == 'pro'                                          ¦ tier=pro                            ¦ TRUE
                    'pro' != tier                                          ¦ tier=trial                          ¦ TRUE
                    tier in ['pro', "enterprise"]                          ¦ tier=enterprise                     ¦ TRUE
                    tier in ['pro', 'enterprise']                          ¦ tier=starter                        ¦ FALSE
                    tier in ['pro', 'enterprise']                          ¦                                     ¦ UNKNOWN
                    failed_payments in [1, 3.0]                            ¦ failed_payments=3                   ¦ TRUE
                    failed_payments in [1, 3]                              ¦ failed_payments=2                   ¦ FALSE
                    'batch' in tags                                        ¦ tags=beta,batch                     ¦ TRUE
                    'batch' in tags                                        ¦                                     ¦ FALSE
                    size(tags) > 1                                         ¦ tags=beta,batch                     ¦ TRUE
                    tags.size() == 0                                       ¦                                     ¦ TRUE
                    429 in failing_statuses                                ¦ failing_statuses=500,429            ¦ TRUE
                    429 in failing_statuses                                ¦ failing_statuses=500                ¦ FALSE
                    '429' in failing_statuses && size(failing_routes) == 0 ¦ failing_statuses=429                ¦ TRUE
                    '/v1/a' in failing_routes                              ¦ failing_routes=/v1/a                ¦ TRUE
                    tier.startsWith('ent')                                 ¦ tier=enterprise                     ¦ TRUE
                    tier.endsWith('ent')                                   ¦ tier=enterprise                     ¦ FALSE
                    stage.contains('api')                                  ¦ stage=first_api_call                ¦ TRUE
                    stage.contains('api')                                  ¦                                     ¦ UNKNOWN
                    stage.matches('^(first|new)')                          ¦ stage=first_api_call                ¦ TRUE
                    stage.matches('^api')                                  ¦ stage=first_api_call                ¦ FALSE
                    size(tier) == 3                                        ¦ tier=pro                            ¦ TRUE
                    (tier == 'pro' ? 0.1 : 0.3) < error_rate               ¦ tier=pro error_rate=0.2             ¦ TRUE
                    (tier == 'pro' ? 0.1 : 0.3) < error_rate               ¦ tier=trial error_rate=0.2           ¦ FALSE
                    (tier == 'pro' ? 0.1 : 0.3) < error_rate               ¦ error_rate=0.9                      ¦ UNKNOWN
                    tier == 'pro' ? errors > 1 : errors > 5                ¦ tier=pro errors=2                   ¦ TRUE
                    (errors > 1 ? 'pro' : 'trial') == tier                 ¦ tier=pro errors=2                   ¦ TRUE
                    reported.churn > 0.5                                   ¦ reported.churn=0.7                  ¦ TRUE
                    reported.churn > 0.5                                   ¦                                     ¦ UNKNOWN
                    reported.churn > 0.5                                   ¦ reported.churn=high                 ¦ UNKNOWN
                    reported.mood == 'bad'                                 ¦ reported.mood=bad                   ¦ TRUE
                    reported.mood in ['bad', 'sad']                        ¦ reported.mood=sad                   ¦ TRUE
                    reported['mood'] in ['bad', 'sad']                     ¦ reported.mood=glad                  ¦ FALSE
                    reported.vip                                           ¦ reported.vip=true                   ¦ TRUE
                    !reported.vip && errors > 1                            ¦ reported.vip=1 errors=2             ¦ UNKNOWN
                    reported.a == reported.b                               ¦ reported.a=1 reported.b=1           ¦ TRUE
                    reported.a == reported.b                               ¦ reported.a=1 reported.b=x           ¦ UNKNOWN
                    reported.a > reported.b                                ¦ reported.a=2 reported.b=1           ¦ TRUE
                    has(reported.a)                                        ¦                                     ¦ FALSE
                    has(reported.a) && reported.a > 1                      ¦ reported.a=2                        ¦ TRUE
                    double(calls_1h) > 1.0                                 ¦ calls_1h=2                          ¦ TRUE
                    1 > 0                                                  ¦                                     ¦ TRUE
                    false                                                  ¦                                     ¦ FALSE
                    1 / 0 > 0                                              ¦                                     ¦ UNKNOWN
                    """)
    void shouldAnswerInThreeValues(String source, @org.jspecify.annotations.Nullable String reading, Truth expected) {
        GivenReading given = GivenReading.of(reading == null ? "" : reading);
        assertThat(condition(source).test(given)).as(source).isEqualTo(expected);
        Truth opposite =
                switch (expected) {
                    case TRUE -> Truth.FALSE;
                    case FALSE -> Truth.TRUE;
                    case UNKNOWN -> Truth.UNKNOWN;
                };
        String negation = "!(" + source + ")";
        assertThat(condition(negation).test(given)).as(negation).isEqualTo(opposite);
    }

    @Test
    void shouldTellSignalsInTheOrderOfTheText() {
        Condition condition = condition(
                "error_rate_lower > 0.1 && tier == 'pro' || reported.z > 1 && errors > 1 && reported.a && tier == 'none'");
        assertThat(condition.signals()).containsExactly(Signal.ERROR_RATE_LOWER, Signal.TIER, Signal.ERRORS);
        assertThat(condition.reported()).containsExactly("z", "a");
    }

    @Test
    void shouldTellThresholdsOnEitherSideAndThroughArithmetic() {
        Condition condition = condition("""
                hours_since_keys >= 24 && 0.5 < error_rate || calls_1h * 2 + 10 > 3 * 10
                || 60 - trial_days_left <= 50 || failed_payments in [1, 2] || hours_in_stage / 24 > 7""");
        assertThat(condition.thresholds())
                .containsExactlyInAnyOrder(
                        new Threshold(Signal.HOURS_SINCE_KEYS, 24),
                        new Threshold(Signal.ERROR_RATE, 0.5),
                        new Threshold(Signal.CALLS_1H, 10),
                        new Threshold(Signal.TRIAL_DAYS_LEFT, 10),
                        new Threshold(Signal.FAILED_PAYMENTS, 1),
                        new Threshold(Signal.FAILED_PAYMENTS, 2),
                        new Threshold(Signal.HOURS_IN_STAGE, 168));
        assertThat(condition.looselyRead()).isEmpty();
    }

    @Test
    void shouldTellWhichNumbersNoThresholdCovers() {
        Condition condition =
                condition("quota_exhausted_in_days < renews_in_days && renews_in_days > 2 && calls_1h > 5");
        assertThat(condition.looselyRead()).containsExactly(Signal.QUOTA_EXHAUSTED_IN_DAYS, Signal.RENEWS_IN_DAYS);
        assertThat(condition.thresholds())
                .containsExactly(new Threshold(Signal.RENEWS_IN_DAYS, 2), new Threshold(Signal.CALLS_1H, 5));
    }

    @Test
    void shouldTellWhetherItMayBeUnknown() {
        assertThat(condition("calls_total > 1000 && tier == 'pro'").mayBeUnknown())
                .isFalse();
        assertThat(condition("calls_total > 1000 && error_rate > 0.1").mayBeUnknown())
                .isTrue();
        assertThat(condition("reported.x > 1").mayBeUnknown()).isTrue();
    }

    @Test
    void shouldAskTheCheapTermsFirst() {
        Condition condition = condition("error_rate_lower > 0.1 && tier == 'pro'");
        Reading onlyTier = new Reading() {
            @Override
            public double number(Signal signal) {
                throw new AssertionError("asked for " + signal);
            }

            @Override
            public String text(Signal signal) {
                return "trial";
            }

            @Override
            public List<String> list(Signal signal) {
                throw new AssertionError("asked for " + signal);
            }

            @Override
            public Object reported(String name) {
                throw new AssertionError("asked for " + name);
            }
        };
        assertThat(condition.test(onlyTier)).isEqualTo(Truth.FALSE);
    }

    @Test
    void shouldBeUnknownAndCountWhereEvaluatingFails() {
        Condition failing = condition("errors > 1 || calls_total > 1");
        Condition other = condition("calls_total > 1");
        Reading broken = new Reading() {
            @Override
            public double number(Signal signal) {
                if (signal == Signal.ERRORS) {
                    throw new IllegalStateException("the window is torn");
                }
                return 1;
            }

            @Override
            public String text(Signal signal) {
                return "";
            }

            @Override
            public List<String> list(Signal signal) {
                return List.of();
            }

            @Override
            public Object reported(String name) {
                return name;
            }
        };
        assertThat(failing.test(broken)).isEqualTo(Truth.UNKNOWN);
        assertThat(other.test(broken)).isEqualTo(Truth.FALSE);
        assertThat(failing.faults()).isEqualTo(1);
        assertThat(failing.lastFault()).contains("the window is torn");
        assertThat(other.faults()).isZero();
    }
}
