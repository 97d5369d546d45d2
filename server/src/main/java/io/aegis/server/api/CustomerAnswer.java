package io.aegis.server.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.aegis.engine.CustomerView;
import io.aegis.engine.event.Stage;
import io.aegis.engine.intervention.Evidence;
import io.aegis.server.projection.CustomerDetail;
import io.aegis.server.projection.CustomerRow;
import io.aegis.server.projection.InterventionRow;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One customer in full.
 *
 * @param at the instant for which it was evaluated
 * @param record what was said of it: field of the public schema → value
 * @param signals every signal by its name; null where unknown
 * @param externalIds source → id there; a list where there are several
 * @param scoreParts what makes up the engagement score
 * @param stageTimes when each stage was reached
 */
record CustomerAnswer(
        @JsonUnwrapped CustomerRow row,
        Instant at,
        SortedMap<String, JsonNode> record,
        SortedMap<String, Object> externalIds,
        List<String> keys,
        Map<String, @Nullable Object> signals,
        List<CustomerView.ScorePart> scoreParts,
        Map<String, Instant> stageTimes,
        List<Evidence.Failing> failing,
        List<InterventionRow> interventions) {

    private static SortedMap<String, Object> externalIds(SortedMap<String, List<String>> linked) {
        SortedMap<String, Object> ids = new TreeMap<>();
        linked.forEach((source, known) -> ids.put(source, known.size() == 1 ? known.getFirst() : known));
        return ids;
    }

    static CustomerAnswer of(CustomerDetail detail) {
        CustomerView view = detail.view();
        return new CustomerAnswer(
                detail.row(),
                Instant.ofEpochMilli(view.atMillis()),
                Values.parsed(detail.profile()),
                externalIds(detail.externalIds()),
                detail.keys(),
                signals(view),
                view.scoreParts(),
                stageTimes(view.stageTimes()),
                view.failing(),
                detail.interventions());
    }

    private static Map<String, @Nullable Object> signals(CustomerView view) {
        Map<String, @Nullable Object> signals = new TreeMap<>();
        view.signals().forEach((name, value) -> signals.put(name, Values.ofSignal(name, value)));
        return signals;
    }

    private static Map<String, Instant> stageTimes(List<Long> millis) {
        Map<String, Instant> times = new LinkedHashMap<>();
        for (Stage stage : Stage.values()) {
            if (stage.ordinal() < millis.size() && millis.get(stage.ordinal()) >= 0) {
                times.put(stage.id(), Instant.ofEpochMilli(millis.get(stage.ordinal())));
            }
        }
        return times;
    }
}
