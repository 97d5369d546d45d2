package io.aegis.server.dashboard.page;

import io.aegis.server.projection.IncidentRow;
import io.aegis.server.projection.RejectedRow;
import io.aegis.server.projection.UnattributedRow;
import io.aegis.server.sources.SetupText;
import io.aegis.server.sources.SourceRow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How events come in, what was refused and what belongs to nobody known.
 *
 * @param setups how to connect each kind of source
 * @param next address of further refused lines, null for none
 * @param operates true where the person may send lines again
 * @param links true where the person may say whose an unknown id is
 * @param sources what came from each source, configured or only seen
 * @param startedMillis since when that was counted
 * @param incidents the last failures of the platform
 */
public record SourcesPage(
        Shell shell,
        long events,
        double eventsPerSecond,
        List<SetupText> setups,
        List<RejectedRow> rejected,
        @Nullable String next,
        List<UnattributedRow> unattributed,
        boolean operates,
        boolean links,
        List<SourceRow> sources,
        long startedMillis,
        List<IncidentRow> incidents) {
    public SourcesPage {
        setups = List.copyOf(setups);
        rejected = List.copyOf(rejected);
        unattributed = List.copyOf(unattributed);
        sources = List.copyOf(sources);
        incidents = List.copyOf(incidents);
    }
}
