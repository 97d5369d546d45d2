package io.aegis.server.simulator;

import io.aegis.server.processing.Monitor;
import io.aegis.server.projection.IncidentRow;
import io.aegis.server.projection.InterventionFilter;
import io.aegis.server.projection.InterventionRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads the truth from the simulator and what was found from the tables. */
public final class TruthBeside {

    private static final int SHOWN = 60;
    private static final int PAGE = 500;
    private static final int PAGES_MAX = 10;

    private final SimulatorLink link;
    private final Monitor monitor;

    public TruthBeside(SimulatorLink link, Monitor monitor) {
        this.link = link;
        this.monitor = monitor;
    }

    /** The last true episodes, each with what found it. */
    public Comparison read() {
        List<TrueEpisode> episodes = link.truth().stream().limit(SHOWN).toList();
        Set<String> kinds = new TreeSet<>(Set.of(
                "error_debugging", "onboarding_check_in", "retention_outreach", "upsell_suggestion", "gone_quiet"));
        List<Comparison.Finding> findings = new ArrayList<>();
        for (IncidentRow row : monitor.incidents().page(null, null, PAGE).items()) {
            findings.add(new Comparison.Finding(
                    row.id(), row.rule(), null, row.openedAt(), row.status(), "Platform incident"));
        }
        if (!episodes.isEmpty()) {
            openings(episodes.getLast().onset()).stream()
                    .filter(row -> kinds.contains(row.rule()))
                    .map(TruthBeside::finding)
                    .forEach(findings::add);
        }
        return Comparison.of(episodes, findings);
    }

    private List<InterventionRow> openings(Instant from) {
        List<InterventionRow> rows = new ArrayList<>();
        String cursor = null;
        for (int page = 0; page < PAGES_MAX; page++) {
            var found = monitor.interventions().page(InterventionFilter.ALL, "-opened_at", cursor, PAGE);
            rows.addAll(found.items());
            cursor = found.next();
            if (cursor == null || rows.getLast().openedAt().isBefore(from)) {
                break;
            }
        }
        return rows;
    }

    private static Comparison.Finding finding(InterventionRow row) {
        return new Comparison.Finding(
                row.id(), row.rule(), nullable(row.customer()), row.openedAt(), row.status(), row.title());
    }

    private static @Nullable String nullable(String customer) {
        return customer.isEmpty() ? null : customer;
    }
}
