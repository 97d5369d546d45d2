package io.aegis.server.projection;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A failure of the platform itself, as lists show it. Component names in snake case are the fields of the REST
 * interface, which are those of an intervention as far as they fit.
 *
 * @param rule always {@code platform_incident}
 * @param kind how it failed: {@code server} (5xx), {@code auth} (401 and 403) or {@code throttled} (429)
 * @param priority always {@code critical}
 * @param status {@code open} or {@code cleared}
 * @param customer always null: it is nobody's in particular
 * @param failingShare of the customers that called when it was found, those that failed so
 * @param heldCustomers with interventions that are held back as part of it, or were
 * @param heldInterventions how many those are
 * @param routes where what it holds back failed, the heaviest first
 */
public record IncidentRow(
        String id,
        String rule,
        String kind,
        @Nullable String customer,
        String priority,
        String status,
        Instant openedAt,
        @Nullable Instant clearedAt,
        String reason,
        double failingShare,
        int heldCustomers,
        int heldInterventions,
        List<FailingRoute> routes) {

    public IncidentRow {
        routes = List.copyOf(routes);
    }

    /** How many calls of a route failed so, among those held back. */
    public record FailingRoute(String method, String route, long failures) {}

    public boolean lasts() {
        return clearedAt == null;
    }
}
