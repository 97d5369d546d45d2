package io.aegis.engine.reference;

import static io.aegis.engine.testing.Rules.millis;
import static io.aegis.engine.testing.Rules.rule;

import io.aegis.engine.rule.Rule;
import io.aegis.engine.rule.RuleSet;
import java.util.List;

/** Rules that read each signal of the model, through every way of the lifecycle that rules alone decide. */
final class ReferenceRules {

    private ReferenceRules() {}

    static RuleSet all() {
        return new RuleSet(
                List.of(
                        rule("total", "calls_total >= 100 && calls_total < 300"),
                        rule("in_5m", "calls_5m >= 3", null, "0s", "0s", "0s"),
                        rule("in_15m", "calls_15m >= 20", "calls_15m < 5", "1m", "5m", "15m"),
                        rule("in_1h", "calls_1h >= 40", "calls_1h < 10", "10m", "20m", "2h"),
                        rule("in_24h", "calls_24h >= 100", "calls_24h < 60", "0s", "1h", "24h"),
                        rule("in_7d", "calls_7d >= 500", "calls_7d < 450", "0s", "0s", "1h"),
                        rule("first_and_last", "last_call_at - first_call_at <= 7200000"),
                        rule("quiet", "hours_since_last_call >= 2", null, "0s", "0s", "2h"),
                        rule("quieter", "hours_since_last_call > 5.5", null, "30m", "10m", "6h"),
                        rule("over", "hours_since_last_error >= 3.5", null, "0s", "20m", "1h"),
                        inhibiting(
                                "errors",
                                "error_rate > 0.10 && error_calls >= 20 && error_rate_lower > 0.10",
                                "error_rate < 0.05",
                                "in_flood",
                                "failing_1h"),
                        rule("upper", "error_rate_upper < 0.3", null, "0s", "0s", "10m"),
                        rule("failing", "errors >= 20", "errors < 10", "0s", "0s", "1h"),
                        rule(
                                "in_flood",
                                "error_window == '5m'",
                                null,
                                "1m",
                                "2m",
                                "5m",
                                Rule.NEVER,
                                List.of("failing_15m")),
                        rule("failing_5m", "error_rate_5m > 0.25", null, "0s", "3m", "5m"),
                        rule("failing_15m", "error_rate_15m > 0.2 && calls_15m >= 3", null, "0s", "0s", "30m"),
                        lasting("failing_1h", "error_rate_1h > 0.3", "error_rate_1h < 0.1", "3h", "1000d", "auth"),
                        rule("failing_24h", "error_rate_24h > 0.2", "error_rate_24h < 0.1", "5m", "5m", "1h"),
                        rule("client", "client_error_rate > 0.2", "client_error_rate < 0.1", "0s", "0s", "1h"),
                        rule("server", "server_error_rate >= 0.05 || reported.mood == 'angry'"),
                        rule("auth", "auth_error_rate > 0.1 && !(calls_1h == 0)", null, "0s", "5m", "1h"),
                        rule("limited", "throttled_rate > 0.05", "throttled_rate < 0.02", "1h", "2h", "1d"),
                        rule("stage", "stage in ['first_api_call', 'integration_validated']"),
                        rule("in_stage", "hours_in_stage >= 30"),
                        rule("signup", "hours_since_signup > 48 && hours_since_signup <= 96.5"),
                        rule("keys", "hours_since_keys >= 12.25 && hours_since_keys < 40", null, "0s", "1h", "1h"),
                        rule("tier", "tier in ['pro', 'enterprise'] || tier == 'trial'", null, "12h", "6h", "1d"),
                        rule("status", "subscription_status == 'past_due'"),
                        rule("revenue", "mrr > 200 && subscription_status != 'canceled'"),
                        rule("trial_ending", "trial_days_left <= 2 && trial_days_left > 0.25"),
                        rule("trial_half", "trial_elapsed >= 0.5 && trial_elapsed < 1"),
                        rule("quota", "quota_used > 0.5", "quota_used < 0.4", "0s", "0s", "1h"),
                        rule("renewal", "renews_in_days < 1.5"),
                        rule("unpaid", "failed_payments >= 2", "failed_payments == 0", "6h", "0s", "1d"),
                        rule("tagged", "'batch' in tags"),
                        rule("churn", "reported.churn_risk > 0.5", null, "2h", "1h", "3h"),
                        inhibiting("busy", "calls_1h >= 25", "calls_1h < 25", "settles", "quota"),
                        lasting("settles", "calls_24h >= 30", "calls_24h < 3", "24h", "18h")),
                List.of(new RuleSet.ExpectedStatus("/v1/exists/*", 404)));
    }

    private static Rule inhibiting(String id, String when, String clear, String... held) {
        return rule(id, when, clear, "0s", "5m", "1h", Rule.NEVER, List.of(held));
    }

    private static Rule lasting(
            String id, String when, String clear, String unknownAfter, String settleAfter, String... held) {
        Rule plain = rule(id, when, clear, "0s", "0s", "6h", millis(settleAfter), List.of());
        return new Rule(
                id,
                id,
                plain.priority(),
                when,
                clear,
                plain.forMillis(),
                plain.keepOpenForMillis(),
                millis(unknownAfter),
                plain.settleAfterMillis(),
                plain.cooldownMillis(),
                List.of(held),
                false,
                List.of(),
                Rule.Mode.ON,
                true,
                false,
                0,
                List.of());
    }
}
