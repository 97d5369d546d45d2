package io.aegis.server.dashboard;

import io.aegis.engine.CustomerView;
import io.aegis.engine.event.Stage;
import io.aegis.engine.event.SubscriptionStatus;
import io.aegis.engine.event.Tier;
import io.aegis.engine.intervention.Evidence;
import io.aegis.engine.signal.Signal;
import io.aegis.server.projection.CustomerDetail;
import io.aegis.server.projection.CustomerRow;
import io.aegis.server.projection.InterventionDetail;
import io.aegis.server.projection.InterventionRow;
import io.aegis.server.projection.TimelineRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/** Rows as the projection gives them, with a name of one's choice wherever free text can stand. */
final class SampleRows {

    static final long NOW = Instant.parse("2025-11-30T13:45:00Z").toEpochMilli();
    private static final long HOUR = 3_600_000L;

    private SampleRows() {}

    static InterventionRow intervention(String id, String text, String status, String priority) {
        boolean ended = List.of("cleared", "resolved", "dismissed").contains(status);
        return new InterventionRow(
                id,
                "error_debugging",
                "Error Debugging",
                text,
                text,
                "pro",
                1200.0,
                "EUR",
                text,
                true,
                priority,
                status,
                Instant.ofEpochMilli(NOW - 3 * HOUR),
                ended ? Instant.ofEpochMilli(NOW - HOUR) : null,
                1,
                "Error rate 18.2% over 6 h, " + text,
                ended ? "condition_cleared" : null,
                "Most failures are 422 on " + text + ".",
                "Ask which release went out: " + text,
                null,
                text,
                Instant.ofEpochMilli(NOW - 2 * HOUR),
                status.equals("snoozed") ? Instant.ofEpochMilli(NOW + 5 * HOUR) : null,
                Instant.ofEpochMilli(NOW));
    }

    static InterventionDetail detail(String id, String text, String status) {
        Evidence evidence = evidence(text);
        return new InterventionDetail(
                intervention(id, text, status, "high"),
                evidence,
                evidence,
                List.of(
                        new TimelineRow(Instant.ofEpochMilli(NOW - 3 * HOUR), "opened", "matched", "aegis", text, null),
                        new TimelineRow(
                                Instant.ofEpochMilli(NOW - 2 * HOUR), "commented", "commented", text, "", text)));
    }

    static Evidence evidence(String text) {
        List<Long> calls = new ArrayList<>();
        List<Long> errors = new ArrayList<>();
        for (int i = 0; i < 48; i++) {
            calls.add(80L + (i * 37) % 41);
            errors.add(i < 33 ? (i % 3L) : 14L + (i * 7) % 9);
        }
        return new Evidence(
                NOW - 3 * HOUR,
                List.of(
                        new Evidence.SignalValue("error_rate", true, 0.182),
                        new Evidence.SignalValue("error_calls", true, 412L),
                        new Evidence.SignalValue("usage_trend", false, "unknown")),
                NOW - 4 * HOUR,
                List.of(
                        new Evidence.Failing("POST", text, 422, 61),
                        new Evidence.Failing("GET", "/v1/orders/{id}", 503, 12)),
                new Evidence.Series(NOW - 12 * HOUR, HOUR / 4, calls, errors));
    }

    static CustomerRow customer(String text, String health) {
        return new CustomerRow(
                7,
                text,
                text,
                "pro",
                "production_ready",
                health,
                71.4,
                123_456,
                Instant.ofEpochMilli(NOW - 40_000),
                health.equals("new") ? null : 0.182,
                health.equals("new") ? null : "declining",
                1200.0,
                "EUR",
                "active",
                text,
                List.of(text),
                true,
                List.of("error_debugging"),
                Instant.ofEpochMilli(NOW));
    }

    static CustomerDetail customerDetail(String text) {
        SortedMap<String, Object> signals = new TreeMap<>();
        for (Signal signal : Signal.values()) {
            signals.put(signal.id(), CustomerView.UNKNOWN);
        }
        signals.put("calls_total", 123_456L);
        signals.put("error_rate", 0.182);
        signals.put("tags", List.of(text));
        signals.put("reported." + text, text);
        CustomerView view = new CustomerView(
                7,
                NOW,
                Tier.PRO,
                Stage.INTEGRATION_VALIDATED,
                SubscriptionStatus.ACTIVE,
                signals,
                List.of(NOW - 500 * HOUR, NOW - 499 * HOUR, -1L, NOW - 400 * HOUR, NOW - 300 * HOUR, -1L),
                List.of(new CustomerView.ScorePart("recency", 18, 20), new CustomerView.ScorePart("trend", 5, 25)),
                evidence(text).failing(),
                List.of());
        return new CustomerDetail(
                customer(text, "at_risk"),
                new TreeMap<>(
                        Map.of("name", JsonMapper.shared().writeValueAsString(text), "timezone", "\"Europe/Berlin\"")),
                new TreeMap<>(Map.of(text, List.of(text))),
                List.of(text),
                view,
                List.of(intervention("a1", text, "open", "high"), intervention("a2", text, "cleared", "medium")));
    }
}
