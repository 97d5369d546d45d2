package io.aegis.server.api;

import io.aegis.engine.event.Stage;
import io.aegis.engine.event.Tier;
import io.aegis.server.http.Answers;
import io.aegis.server.http.Problem;
import io.aegis.server.http.ProblemException;
import io.aegis.server.processing.Monitor;
import io.aegis.server.projection.CustomerDetail;
import io.aegis.server.projection.CustomerFilter;
import io.aegis.server.projection.CustomerRow;
import io.aegis.server.security.Principal;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Customers, listed and in full; erasing one. */
@RestController
final class CustomersController {

    private static final List<String> HEALTHS = List.of("new", "healthy", "needs_attention", "at_risk");
    private static final List<String> TIERS =
            Arrays.stream(Tier.values()).map(Tier::id).toList();
    private static final List<String> STAGES =
            Arrays.stream(Stage.values()).map(Stage::id).toList();
    private static final List<String> SORTS = List.of(
            "name",
            "score",
            "engagement_score",
            "calls",
            "calls_total",
            "last_call",
            "last_call_at",
            "error_rate",
            "mrr");
    /** Names of fields that lists can be sorted by → the projection's names of those orders. */
    private static final Map<String, String> SORT_NAMES =
            Map.of("engagement_score", "score", "calls_total", "calls", "last_call_at", "last_call");

    private final Monitor monitor;

    CustomersController(Monitor monitor) {
        this.monitor = monitor;
    }

    @GetMapping("/api/v1/customers")
    Listing<CustomerRow> list(HttpServletRequest request) {
        Query query =
                Query.of(request, "query", "health", "tier", "stage", "owner", "exclude", "sort", "limit", "cursor");
        var filter = new CustomerFilter(
                query.text("query"),
                query.oneOf("health", HEALTHS),
                query.oneOf("tier", TIERS),
                query.oneOf("stage", STAGES),
                query.text("owner"),
                query.oneOf("exclude", Listing.EXCLUDABLE) == null);
        String sort = order(query.sort(SORTS));
        return Listing.of(
                Cursors.checked(() -> monitor.customers().page(filter, sort, query.text("cursor"), query.limit())));
    }

    @GetMapping("/api/v1/customers/{id}")
    CustomerAnswer byId(@PathVariable String id, HttpServletRequest request) {
        Query.of(request);
        return CustomerAnswer.of(detail(id));
    }

    @GetMapping("/api/v1/customer")
    CustomerAnswer byParameter(HttpServletRequest request) {
        return CustomerAnswer.of(detail(Query.of(request, "id").required("id")));
    }

    @DeleteMapping("/api/v1/customers/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void erase(@PathVariable String id, HttpServletRequest request) {
        Query.of(request);
        eraseKnown(id, request);
    }

    @DeleteMapping("/api/v1/customer")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void eraseByParameter(HttpServletRequest request) {
        eraseKnown(Query.of(request, "id").required("id"), request);
    }

    private void eraseKnown(String id, HttpServletRequest request) {
        if (!Answers.await(monitor.erase(id, Principal.of(request).name()))) {
            throw unknown(id);
        }
    }

    private CustomerDetail detail(String id) {
        return monitor.customers().byId(id).orElseThrow(() -> unknown(id));
    }

    static ProblemException unknown(String id) {
        return Problem.of(404, "Customer (" + id + ") is not known.\nSearch with GET /api/v1/customers?query=.")
                .exception();
    }

    private static @Nullable String order(@Nullable String sort) {
        if (sort == null) {
            return null;
        }
        boolean down = sort.startsWith("-");
        String name = down ? sort.substring(1) : sort;
        return (down ? "-" : "") + SORT_NAMES.getOrDefault(name, name);
    }
}
