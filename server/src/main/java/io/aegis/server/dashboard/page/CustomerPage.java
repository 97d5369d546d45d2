package io.aegis.server.dashboard.page;

import io.aegis.engine.intervention.Evidence;
import io.aegis.engine.signal.HeavyHitters;
import io.aegis.server.dashboard.chart.UsageChart;
import io.aegis.server.projection.CustomerDetail;
import io.aegis.server.projection.InterventionRow;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One customer.
 *
 * @param signals every signal with its value in words
 */
public record CustomerPage(
        Shell shell, CustomerDetail data, List<Step> steps, List<SignalGroup> signals, Usage usage, long nowMillis) {
    public CustomerPage {
        steps = List.copyOf(steps);
        signals = List.copyOf(signals);
    }

    public static final List<String> RANGES = List.of("1h", "24h", "7d", "35d");

    private static final JsonMapper JSON = JsonMapper.shared();

    public long failingMost() {
        return data.view().failing().stream()
                .mapToLong(Evidence.Failing::count)
                .max()
                .orElse(1);
    }

    /** From when on the failing routes are counted. */
    public long failingSince() {
        return HeavyHitters.fromMillis(nowMillis());
    }

    /** A value of the record in words: a text without quotes and escapes, lists and objects with commas. */
    public String plain(String json) {
        return words(JSON.readTree(json));
    }

    /** When the company says that the customer began; 0 where it does not. */
    public long created() {
        String json = data.profile().get("created_at");
        return json == null ? 0 : Instant.parse(plain(json)).toEpochMilli();
    }

    private static String words(JsonNode value) {
        if (value.isObject()) {
            return value.properties().stream()
                    .map(field -> field.getKey() + ": " + words(field.getValue()))
                    .collect(Collectors.joining(", "));
        }
        return value.isArray()
                ? value.values().stream().map(CustomerPage::words).collect(Collectors.joining(", "))
                : value.asString();
    }

    public List<InterventionRow> live() {
        return data.interventions().stream()
                .filter(row -> row.clearedAt() == null)
                .toList();
    }

    public List<InterventionRow> ended() {
        return data.interventions().stream()
                .filter(row -> row.clearedAt() != null)
                .toList();
    }

    /**
     * One step of the onboarding.
     *
     * @param atMillis when it was reached, -1 where not
     */
    public record Step(String label, long atMillis, State state) {}

    /** Where a customer stands with a step. */
    public enum State {
        DONE,
        NOW,
        SKIPPED,
        AHEAD
    }

    /** Signals that belong together. */
    public record SignalGroup(String label, List<SignalValue> values) {
        public SignalGroup {
            values = List.copyOf(values);
        }
    }

    /** @param known false where there is not enough data */
    public record SignalValue(String name, String value, boolean known) {}

    /**
     * The usage chart with its ranges.
     *
     * @param range {@code 1h}, {@code 24h}, {@code 7d}, {@code 35d}, or empty for a stretch of one's own
     * @param lastCallMillis -1 for none yet
     */
    public record Usage(String customer, UsageChart chart, String range, long lastCallMillis) {

        /** Nothing is drawn, and yet there was a call: after a flood the hours are counted some seconds later. */
        public boolean counting() {
            // A stretch up to now may be read a moment before the last call of it.
            boolean within = lastCallMillis < chart.toMillis() || !range.isEmpty();
            return chart.empty() && lastCallMillis >= chart.fromMillis() && within;
        }

        public String href(String otherRange) {
            return Wording.customerHref(customer) + "&range=" + otherRange;
        }

        /** This very stretch of time. */
        public String here() {
            return Wording.customerHref(customer) + "&from=" + chart.fromMillis() + "&to=" + chart.toMillis();
        }
    }
}
