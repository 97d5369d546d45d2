package io.aegis.server.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.aegis.engine.intervention.Evidence;
import io.aegis.server.projection.InterventionDetail;
import io.aegis.server.projection.InterventionRow;
import io.aegis.server.projection.TimelineRow;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One intervention in full.
 *
 * @param timeline oldest first
 * @param actions its drafts
 */
record InterventionAnswer(
        @JsonUnwrapped InterventionRow row, Seen evidence, List<TimelineRow> timeline, List<Object> actions) {

    static InterventionAnswer of(InterventionDetail detail) {
        return new InterventionAnswer(
                detail.row(),
                new Seen(Moment.of(detail.opening()), Moment.of(detail.latest())),
                detail.timeline(),
                List.of());
    }

    /** What its rule saw when it opened and what it saw last. */
    record Seen(Moment opening, Moment latest) {}

    /**
     * What a rule saw at one instant.
     *
     * @param signals what its conditions read, in the order they stand there; null where unknown
     * @param windowFrom start of the error window, null where none was read
     */
    record Moment(
            Instant at,
            Map<String, @Nullable Object> signals,
            @Nullable Instant windowFrom,
            List<Evidence.Failing> failing,
            Drawing series) {

        static Moment of(Evidence evidence) {
            Map<String, @Nullable Object> signals = new LinkedHashMap<>();
            for (Evidence.SignalValue signal : evidence.signals()) {
                signals.put(signal.name(), signal.known() ? Values.ofSignal(signal.name(), signal.value()) : null);
            }
            Evidence.Series series = evidence.series();
            return new Moment(
                    Instant.ofEpochMilli(evidence.atMillis()),
                    signals,
                    Values.instant(evidence.windowFromMillis()),
                    evidence.failing(),
                    new Drawing(
                            Values.instant(series.fromMillis()), series.stepMillis(), series.calls(), series.errors()));
        }
    }

    /** Calls and errors in equal steps, oldest first. */
    record Drawing(@Nullable Instant from, long stepMs, List<Long> calls, List<Long> errors) {}
}
