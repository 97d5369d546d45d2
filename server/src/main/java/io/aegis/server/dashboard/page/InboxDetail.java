package io.aegis.server.dashboard.page;

import io.aegis.engine.intervention.Evidence;
import io.aegis.server.dashboard.chart.EvidenceChart;
import io.aegis.server.projection.InterventionDetail;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The chosen intervention in full.
 *
 * @param chart null where no series was recorded
 * @param failing heaviest first
 * @param comments true where the person may write
 * @param back address of the list without it
 * @param notice what became of the last move, null for nothing to say
 */
public record InboxDetail(
        InterventionDetail data,
        @Nullable EvidenceChart chart,
        List<SignalLine> signals,
        List<Evidence.Failing> failing,
        Moves moves,
        String person,
        boolean comments,
        String back,
        long nowMillis,
        @Nullable String notice) {
    public InboxDetail {
        signals = List.copyOf(signals);
        failing = List.copyOf(failing);
    }

    public long failingMost() {
        return failing.stream().mapToLong(Evidence.Failing::count).max().orElse(1);
    }

    /** One signal that the rule read, at the opening and last. */
    public record SignalLine(String name, String opening, String latest) {
        public boolean moved() {
            return !opening.equals(latest);
        }
    }
}
