package io.aegis.server.dashboard;

import io.aegis.engine.CustomerView;
import io.aegis.server.dashboard.page.CustomerPage.SignalGroup;
import io.aegis.server.dashboard.page.CustomerPage.SignalValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Puts a customer's signals into groups that people look for. */
final class SignalGroups {

    private static final Map<String, Integer> PLACES = new TreeMap<>();
    private static final List<String> LABELS =
            List.of("Volume", "Errors and latency", "Usage", "Onboarding", "Commercial", "Health", "Reported");

    static {
        place(0, "calls_total", "calls_5m", "calls_15m", "calls_1h", "calls_24h", "calls_7d");
        place(0, "first_call_at", "last_call_at", "hours_since_last_call", "hours_since_last_error");
        place(
                1,
                "error_rate",
                "error_calls",
                "errors",
                "error_window",
                "error_rate_lower",
                "error_rate_upper",
                "error_evidence");
        place(1, "error_rate_5m", "error_rate_15m", "error_rate_1h", "error_rate_24h", "error_surge");
        place(1, "client_error_rate", "server_error_rate", "auth_error_rate", "throttled_rate", "throttled_evidence");
        place(1, "failing_routes", "failing_statuses");
        place(1, "p95_latency_ms", "p95_latency_lower_ms", "p95_baseline_ms");
        place(2, "usage_trend", "usage_change", "usage_recovered", "silence_ratio");
        place(3, "stage", "hours_in_stage", "hours_since_signup", "hours_since_keys");
        place(4, "tier", "subscription_status", "mrr", "trial_days_left", "trial_elapsed", "quota_used");
        place(4, "quota_exhausted_in_days", "renews_in_days", "failed_payments", "tags");
        place(5, "health", "engagement_score");
    }

    private SignalGroups() {}

    static List<SignalGroup> of(SortedMap<String, Object> signals) {
        List<List<SignalValue>> groups = new ArrayList<>();
        LABELS.forEach(label -> groups.add(new ArrayList<>()));
        signals.forEach((name, value) -> {
            boolean known = !value.equals(CustomerView.UNKNOWN);
            groups.get(PLACES.getOrDefault(name, LABELS.size() - 1))
                    .add(new SignalValue(name, Inbox.value(known, value, name), known));
        });
        List<SignalGroup> shown = new ArrayList<>();
        for (int i = 0; i < LABELS.size(); i++) {
            if (!groups.get(i).isEmpty()) {
                shown.add(new SignalGroup(LABELS.get(i), groups.get(i)));
            }
        }
        return shown;
    }

    private static void place(int group, String... names) {
        for (String name : names) {
            PLACES.put(name, group);
        }
    }
}
