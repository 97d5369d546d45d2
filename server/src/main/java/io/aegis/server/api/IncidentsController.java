package io.aegis.server.api;

import io.aegis.server.processing.Monitor;
import io.aegis.server.projection.IncidentRow;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Failures of the platform itself. */
@RestController
final class IncidentsController {

    private static final List<String> STATUSES = List.of("open", "cleared", "all");

    private final Monitor monitor;

    IncidentsController(Monitor monitor) {
        this.monitor = monitor;
    }

    @GetMapping("/api/v1/incidents")
    Listing<IncidentRow> list(HttpServletRequest request) {
        Query query = Query.of(request, "status", "limit", "cursor");
        String status = query.oneOf("status", STATUSES);
        String wanted = status == null || status.equals("all") ? null : status;
        return Listing.of(Cursors.checked(() -> monitor.incidents().page(wanted, query.text("cursor"), query.limit())));
    }
}
