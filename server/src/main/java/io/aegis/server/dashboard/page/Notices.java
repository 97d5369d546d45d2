package io.aegis.server.dashboard.page;

import io.aegis.server.processing.SilentSource;
import io.aegis.server.projection.IncidentRow;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What concerns many customers at once, above the inbox.
 *
 * @param incidents of the platform that last
 * @param silent sources that send nothing
 */
public record Notices(List<IncidentRow> incidents, List<SilentSource> silent, long nowMillis) {
    public Notices {
        incidents = List.copyOf(incidents);
        silent = List.copyOf(silent);
    }

    public boolean isEmpty() {
        return incidents.isEmpty() && silent.isEmpty();
    }

    /** Names of the silent sources, by which a page sees whether that has changed. */
    public String silentNames() {
        return silent.stream().map(SilentSource::name).collect(Collectors.joining("\n"));
    }

    /** {@code GET /v1/orders, POST /v1/orders}. */
    public static String routes(IncidentRow incident) {
        return incident.routes().stream()
                .map(route -> route.method() + " " + route.route())
                .collect(Collectors.joining(", "));
    }
}
