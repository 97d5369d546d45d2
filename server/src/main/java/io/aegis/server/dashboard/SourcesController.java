package io.aegis.server.dashboard;

import io.aegis.server.dashboard.page.Section;
import io.aegis.server.dashboard.page.SourcesPage;
import io.aegis.server.dashboard.page.Wording;
import io.aegis.server.processing.Monitor;
import io.aegis.server.processing.MonitorStatus;
import io.aegis.server.projection.Page;
import io.aegis.server.projection.RejectedRow;
import io.aegis.server.security.Principal;
import io.aegis.server.security.Scope;
import io.aegis.server.sources.SourcesOverview;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** How events come in, and what the doors refused. */
@Controller
final class SourcesController {

    private static final int REJECTED_ROWS = 50;
    private static final int INCIDENT_ROWS = 10;
    private static final int UNATTRIBUTED_ROWS = 20;

    private final Monitor monitor;
    private final SourcesOverview sources;
    private final Frame frame;
    private final Pages pages;

    SourcesController(Monitor monitor, SourcesOverview sources, Frame frame, Pages pages) {
        this.monitor = monitor;
        this.sources = sources;
        this.frame = frame;
        this.pages = pages;
    }

    @GetMapping("/sources")
    View sources(@RequestParam(required = false) @Nullable String cursor, HttpServletRequest request) {
        MonitorStatus status = monitor.status();
        Page<RejectedRow> rejected =
                monitor.intake().rejected(null, CustomerController.blankToNull(cursor), REJECTED_ROWS);
        String next = rejected.next();
        return pages.view(
                "page/sources",
                new SourcesPage(
                        frame.around("Sources", Section.SOURCES, request, status),
                        status.events(),
                        status.eventsPerSecond(),
                        sources.setups(address(request)),
                        rejected.items(),
                        next == null ? null : "/sources?cursor=" + Wording.url(next) + "#rejected",
                        monitor.intake()
                                .unattributed(null, null, UNATTRIBUTED_ROWS)
                                .items(),
                        Principal.of(request).may(Scope.OPERATE),
                        Principal.of(request).may(Scope.ADMIN),
                        sources.rows(),
                        sources.startedMillis(),
                        monitor.incidents().page(null, null, INCIDENT_ROWS).items()));
    }

    private static String address(HttpServletRequest request) {
        return request.getScheme() + "://" + request.getHeader("Host");
    }
}
