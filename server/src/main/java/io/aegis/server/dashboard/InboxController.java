package io.aegis.server.dashboard;

import io.aegis.server.dashboard.page.Address;
import io.aegis.server.dashboard.page.Choice;
import io.aegis.server.dashboard.page.InboxDetail;
import io.aegis.server.dashboard.page.InboxPage;
import io.aegis.server.dashboard.page.Notices;
import io.aegis.server.dashboard.page.Section;
import io.aegis.server.dashboard.page.Wording;
import io.aegis.server.processing.Monitor;
import io.aegis.server.processing.MonitorStatus;
import io.aegis.server.projection.InterventionDetail;
import io.aegis.server.security.Principal;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** The start page: the list of interventions and the chosen one, whole and in the parts that a live page asks for. */
@Controller
final class InboxController {

    private static final int CHANGED_MAX = 200;

    private final Monitor monitor;
    private final Inbox inbox;
    private final InterventionPane pane;
    private final RuleBook rules;
    private final Frame frame;
    private final Pages pages;

    InboxController(Monitor monitor, Inbox inbox, InterventionPane pane, RuleBook rules, Frame frame, Pages pages) {
        this.monitor = monitor;
        this.inbox = inbox;
        this.pane = pane;
        this.rules = rules;
        this.frame = frame;
        this.pages = pages;
    }

    @GetMapping("/")
    View list(@RequestParam Map<String, String> parameters, HttpServletRequest request) {
        return page(parameters, "", request);
    }

    @GetMapping("/interventions/{id}")
    View chosen(@PathVariable String id, @RequestParam Map<String, String> parameters, HttpServletRequest request) {
        return page(parameters, id, request);
    }

    /** The chosen one alone. */
    @GetMapping("/interventions/{id}/pane")
    View pane(@PathVariable String id, @RequestParam Map<String, String> parameters, HttpServletRequest request) {
        MonitorStatus status = monitor.status();
        return monitor.interventions()
                .byId(id)
                .map(found -> pages.view(
                        200,
                        "inbox/detail",
                        Map.of("detail", detail(found, parameters, request, status), "assets", frame.assets())))
                .orElseGet(() -> pages.view(
                        404,
                        "part/state",
                        Map.of(
                                "assets", frame.assets(),
                                "icon", "search",
                                "title", "No such intervention",
                                "text", "It may have been erased with its customer.")));
    }

    /** Further rows, or the rows of {@code ids} as they are now. */
    @GetMapping("/inbox/rows")
    View rows(@RequestParam Map<String, String> parameters) {
        MonitorStatus status = monitor.status();
        Address address = Inbox.address("/", parameters);
        String selected = parameters.getOrDefault("selected", "");
        String ids = parameters.getOrDefault("ids", "");
        return pages.view(
                200,
                "inbox/rows",
                Map.of(
                        "list",
                        ids.isEmpty()
                                ? inbox.list(address, place(address, parameters), selected, status)
                                : inbox.changed(address, split(ids), selected, status),
                        "assets",
                        frame.assets()));
    }

    /** What concerns many customers at once, as it is now. */
    @GetMapping("/inbox/notices")
    View notices() {
        return pages.view(200, "inbox/notices", Map.of("notices", notices(monitor.status()), "assets", frame.assets()));
    }

    private Notices notices(MonitorStatus status) {
        return new Notices(monitor.incidents().open(), status.silentSources(), status.nowMillis());
    }

    private View page(Map<String, String> parameters, String id, HttpServletRequest request) {
        MonitorStatus status = monitor.status();
        Address address = Inbox.address("/", parameters);
        Optional<InterventionDetail> found =
                id.isEmpty() ? Optional.empty() : monitor.interventions().byId(id);
        String title = found.map(detail ->
                        detail.row().title() + ", " + Wording.name(detail.row().customerName()))
                .orElse("Interventions");
        InboxPage page = new InboxPage(
                frame.around(title, Section.INTERVENTIONS, request, status),
                notices(status),
                inbox.figures(address, status),
                address,
                inbox.list(address, place(address, parameters), id, status),
                rules.shown().stream()
                        .map(rule -> new Choice(rule.id(), rule.title()))
                        .toList(),
                customer(address),
                found.map(detail -> detail(detail, parameters, request, status)).orElse(null),
                found.isPresent() ? "" : id);
        return pages.view(id.isEmpty() || found.isPresent() ? 200 : 404, "inbox/page", Map.of("page", page));
    }

    private @Nullable String customer(Address address) {
        String id = address.orNull("customer");
        return id == null
                ? null
                : monitor.customers().byId(id).map(found -> found.row().name()).orElse(id);
    }

    /** Where a part of the list begins: at a cursor, or after the last row that a page still has. */
    private @Nullable String place(Address address, Map<String, String> parameters) {
        String after = parameters.getOrDefault("after", "");
        return after.isEmpty()
                ? parameters.get("cursor")
                : monitor.interventions()
                        .cursorAfter(after, address.orNull("sort"))
                        .orElse(null);
    }

    private InboxDetail detail(
            InterventionDetail found,
            Map<String, String> parameters,
            HttpServletRequest request,
            MonitorStatus status) {
        return pane.of(found, Inbox.address("/", parameters), Principal.of(request), status.nowMillis(), null);
    }

    private static List<String> split(String ids) {
        return Arrays.stream(ids.split(",", CHANGED_MAX + 1))
                .filter(id -> !id.isBlank())
                .limit(CHANGED_MAX)
                .distinct()
                .toList();
    }
}
