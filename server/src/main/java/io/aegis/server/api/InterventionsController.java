package io.aegis.server.api;

import io.aegis.engine.intervention.Move;
import io.aegis.engine.intervention.Status;
import io.aegis.engine.rule.Priority;
import io.aegis.server.http.Answers;
import io.aegis.server.http.Problem;
import io.aegis.server.http.ProblemException;
import io.aegis.server.processing.CommandResult;
import io.aegis.server.processing.Monitor;
import io.aegis.server.projection.InterventionFilter;
import io.aegis.server.projection.InterventionRow;
import io.aegis.server.security.Principal;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Interventions, listed and in full, and what a person does with them. */
@RestController
final class InterventionsController {

    private static final List<String> PRIORITIES =
            Arrays.stream(Priority.values()).map(Priority::id).toList();
    private static final List<String> SORTS =
            List.of("opened_at", "cleared_at", "priority", "updated_at", "mrr", "risk");
    private static final List<String> STATUSES = statuses();

    private final Monitor monitor;
    private final JsonMapper json;

    InterventionsController(Monitor monitor, JsonMapper json) {
        this.monitor = monitor;
        this.json = json;
    }

    private static List<String> statuses() {
        List<String> all =
                new ArrayList<>(Arrays.stream(Status.values()).map(Status::id).toList());
        all.add("all");
        return List.copyOf(all);
    }

    @GetMapping("/api/v1/interventions")
    Listing<InterventionRow> list(HttpServletRequest request) {
        Query query = Query.of(
                request,
                "status",
                "rule",
                "customer",
                "priority",
                "assignee",
                "tier",
                "owner",
                "exclude",
                "sort",
                "limit",
                "cursor");
        String status = query.oneOf("status", STATUSES);
        var filter = new InterventionFilter(
                status == null || status.equals("all") ? List.of() : List.of(status),
                query.text("rule"),
                query.text("customer"),
                query.oneOf("priority", PRIORITIES),
                query.text("assignee"),
                query.text("tier"),
                query.text("owner"),
                query.oneOf("exclude", Listing.EXCLUDABLE) == null);
        String sort = query.sort(SORTS);
        return Listing.of(
                Cursors.checked(() -> monitor.interventions().page(filter, sort, query.text("cursor"), query.limit())));
    }

    @GetMapping("/api/v1/interventions/{id}")
    InterventionAnswer byId(@PathVariable String id, HttpServletRequest request) {
        Query.of(request);
        return monitor.interventions().byId(id).map(InterventionAnswer::of).orElseThrow(() -> unknown(id));
    }

    @PostMapping("/api/v1/interventions/{id}/{move}")
    InterventionRow move(@PathVariable String id, @PathVariable String move, HttpServletRequest request)
            throws IOException {
        Query.of(request);
        MoveRequest asked = MoveRequest.read(move, request, monitor.status().nowMillis());
        String actor = Principal.of(request).name();
        return switch (Answers.await(monitor.command(id, asked.move(), actor, asked.text()))) {
            case CommandResult.Done done -> done.now();
            case CommandResult.Conflict conflict -> throw conflict(id, asked.move(), conflict);
            case CommandResult.NotFound none -> throw unknown(id);
        };
    }

    private ProblemException conflict(String id, Move move, CommandResult.Conflict conflict) {
        return Problem.of(
                        409,
                        "Intervention (" + id + ") is " + conflict.now().status() + " and cannot be moved so: "
                                + conflict.reason() + "\nThe member `intervention` shows it as it is now.")
                .with("move", MoveRequest.name(move))
                .with("reason", conflict.reason())
                .with("intervention", json.valueToTree(conflict.now()))
                .exception();
    }

    private static ProblemException unknown(@Nullable String id) {
        return Problem.of(404, "Intervention (" + id + ") is not known.\nList them with GET /api/v1/interventions.")
                .exception();
    }
}
