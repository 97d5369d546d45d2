package io.aegis.engine.reference;

import io.aegis.engine.intervention.Evidence;
import io.aegis.engine.intervention.Status;
import io.aegis.engine.testing.Recorder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is compared of one change of an intervention.
 *
 * @param saw the signals that the rule reads, as of the change
 */
record Change(
        String rule,
        String kind,
        long at,
        String reason,
        Status status,
        long openedAt,
        int reopenings,
        Map<String, String> saw) {

    /** What the engine told of one rule. */
    static List<Change> told(List<Recorder.Change> changes, String rule) {
        return changes.stream()
                .filter(change -> change.now().rule().equals(rule))
                .map(Change::of)
                .toList();
    }

    private static Change of(Recorder.Change told) {
        Map<String, String> saw = new TreeMap<>();
        if (!told.entry().reason().equals("customer_removed")) {
            for (Evidence.SignalValue value : told.now().latest().signals()) {
                saw.put(value.name(), words(value.known() ? value.value() : null));
            }
        }
        return new Change(
                told.now().rule(),
                told.entry().kind(),
                told.entry().atMillis(),
                told.entry().reason(),
                told.now().status(),
                told.now().openedAtMillis(),
                told.now().reopenings(),
                saw);
    }

    /** Nine digits of a number: the order of additions may change the rest. */
    static String words(@Nullable Object value) {
        return switch (value) {
            case null -> "unknown";
            case Number number -> String.format("%.9f", number.doubleValue());
            default -> value.toString();
        };
    }
}
