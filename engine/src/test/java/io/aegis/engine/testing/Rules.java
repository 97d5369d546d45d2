package io.aegis.engine.testing;

import io.aegis.engine.rule.Priority;
import io.aegis.engine.rule.Rule;
import io.aegis.engine.rule.RuleSet;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rules in short form. */
public final class Rules {

    private Rules() {}

    public static RuleSet set(Rule... rules) {
        return new RuleSet(List.of(rules), List.of());
    }

    public static Rule rule(String id, String when) {
        return rule(id, when, null, "0s", "0s", "1h");
    }

    /** Durations as in {@code 90s}, {@code 5m}, {@code 24h}, {@code 28d}. */
    public static Rule rule(
            String id, String when, @Nullable String clear, String hold, String keepOpen, String cooldown) {
        return rule(id, when, clear, hold, keepOpen, cooldown, Rule.NEVER, List.of());
    }

    public static Rule rule(
            String id,
            String when,
            @Nullable String clear,
            String hold,
            String keepOpen,
            String cooldown,
            long settleAfter,
            List<String> inhibits) {
        return new Rule(
                id,
                id,
                Priority.HIGH,
                when,
                clear,
                millis(hold),
                millis(keepOpen),
                millis("24h"),
                settleAfter,
                millis(cooldown),
                inhibits,
                false,
                List.of(),
                Rule.Mode.ON,
                true,
                false,
                0,
                List.of());
    }

    public static long millis(String duration) {
        long number = Long.parseLong(duration.substring(0, duration.length() - 1));
        return switch (duration.charAt(duration.length() - 1)) {
            case 's' -> Duration.ofSeconds(number).toMillis();
            case 'm' -> Duration.ofMinutes(number).toMillis();
            case 'h' -> Duration.ofHours(number).toMillis();
            case 'd' -> Duration.ofDays(number).toMillis();
            default -> throw new IllegalArgumentException("duration (" + duration + ") has no unit of s, m, h, d");
        };
    }

    /** The same rules, each gated by the fleet stage. */
    public static RuleSet gated(RuleSet plain) {
        return new RuleSet(plain.rules().stream().map(Rules::gated).toList(), plain.expected());
    }

    private static Rule gated(Rule rule) {
        return new Rule(
                rule.id(),
                rule.title(),
                rule.priority(),
                rule.when(),
                rule.clearWhen(),
                rule.forMillis(),
                rule.keepOpenForMillis(),
                rule.unknownClearAfterMillis(),
                rule.settleAfterMillis(),
                rule.cooldownMillis(),
                rule.inhibits(),
                true,
                rule.overrides(),
                rule.mode(),
                rule.autoClear(),
                rule.approvalAuto(),
                rule.holdoutShare(),
                rule.actions());
    }

    /** The mission's four rules, and others that read windows, totals, silence, reports, trials and holds. */
    public static RuleSet mixed() {
        return set(
                rule(
                        "error_debugging",
                        "error_rate > 0.10 && error_calls >= 20 && error_rate_lower > 0.10",
                        "error_rate < 0.05",
                        "0s",
                        "5m",
                        "1h",
                        Rule.NEVER,
                        List.of("retention_outreach")),
                rule(
                        "onboarding_check_in",
                        "hours_since_keys >= 24.0 && calls_total == 0",
                        "calls_total > 0",
                        "0s",
                        "0s",
                        "1h"),
                rule(
                        "retention_outreach",
                        "usage_trend == 'declining' && tier in ['pro', 'enterprise']",
                        "usage_recovered >= 0.85",
                        "0s",
                        "0s",
                        "7d",
                        millis("28d"),
                        List.of()),
                rule(
                        "upsell_suggestion",
                        "usage_trend == 'increasing' && tier in ['trial', 'starter'] && calls_total > 1000"),
                rule("busy_hour", "calls_1h >= 60", "calls_1h < 30", "10m", "20m", "2h"),
                rule("fixed_window", "error_rate_15m > 0.2 && calls_15m >= 10", null, "0s", "0s", "30m"),
                rule("gone_quiet", "silence_ratio > 3.0 && hours_since_last_call > 12.0"),
                rule("surge", "error_surge", null, "0s", "0s", "1h"),
                rule("evidence", "error_evidence >= 8.0 && error_rate > 0.10", null, "0s", "0s", "1h"),
                rule("early_errors", "calls_total < 300 && errors >= 3", null, "0s", "0s", "1h"),
                rule("hundredth", "calls_total == 100", null, "0s", "0s", "1h"),
                rule("reported", "reported.churn_risk > 0.8", null, "2h", "1h", "1h"),
                rule("trial_ending", "trial_days_left <= 3.0 && trial_days_left > 0.0"),
                rule("slow", "p95_latency_ms > 900", "p95_latency_ms < 700", "0s", "10m", "1h"),
                rule("throttled", "throttled_evidence >= 3", "throttled_evidence < 1", "0s", "0s", "1h"),
                rule("unpaid", "failed_payments > 0", null, "0s", "0s", "0s"),
                rule("attention", "health == 'needs_attention'"));
    }
}
