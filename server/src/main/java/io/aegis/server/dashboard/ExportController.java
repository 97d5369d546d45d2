package io.aegis.server.dashboard;

import io.aegis.server.dashboard.page.Address;
import io.aegis.server.processing.Monitor;
import io.aegis.server.projection.CustomerFilter;
import io.aegis.server.projection.CustomerRow;
import io.aegis.server.projection.InterventionFilter;
import io.aegis.server.projection.InterventionRow;
import io.aegis.server.projection.Page;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The lists as files for a spreadsheet, with the filters of their address, in bounded memory. */
@Controller
final class ExportController {

    private static final int PART = 500;

    private final Monitor monitor;

    ExportController(Monitor monitor) {
        this.monitor = monitor;
    }

    @GetMapping("/customers.csv")
    void customers(@RequestParam Map<String, String> parameters, HttpServletResponse response) throws IOException {
        Address address = CustomerController.address("/customers", parameters);
        CustomerFilter filter = CustomerController.filter(address);
        String sort = address.orNull("sort");
        send(
                response,
                "customers.csv",
                CsvText.line(
                        "id",
                        "name",
                        "tier",
                        "stage",
                        "health",
                        "engagement_score",
                        "calls_total",
                        "last_call_at",
                        "error_rate",
                        "usage_trend",
                        "mrr",
                        "currency",
                        "subscription_status",
                        "owner",
                        "tags",
                        "open_interventions"),
                cursor -> monitor.customers().page(filter, sort, cursor, PART),
                ExportController::line);
    }

    @GetMapping("/interventions.csv")
    void interventions(@RequestParam Map<String, String> parameters, HttpServletResponse response) throws IOException {
        Address address = Inbox.address("/", parameters);
        InterventionFilter filter = Inbox.filter(address);
        String sort = address.orNull("sort");
        send(
                response,
                "interventions.csv",
                CsvText.line(
                        "id",
                        "rule",
                        "customer",
                        "customer_name",
                        "tier",
                        "mrr",
                        "currency",
                        "priority",
                        "status",
                        "opened_at",
                        "cleared_at",
                        "reopenings",
                        "reason",
                        "end_reason",
                        "diagnosis",
                        "recommended_action",
                        "assignee"),
                cursor -> monitor.interventions().page(filter, sort, cursor, PART),
                ExportController::line);
    }

    private static String line(CustomerRow row) {
        return CsvText.line(
                row.id(),
                row.name(),
                row.tier(),
                row.stage(),
                row.health(),
                row.engagementScore(),
                row.callsTotal(),
                orEmpty(row.lastCallAt()),
                orEmpty(row.errorRate()),
                orEmpty(row.usageTrend()),
                orEmpty(row.mrr()),
                orEmpty(row.currency()),
                row.subscriptionStatus(),
                orEmpty(row.owner()),
                String.join("|", row.tags()),
                String.join("|", row.openInterventions()));
    }

    private static String line(InterventionRow row) {
        return CsvText.line(
                row.id(),
                row.rule(),
                row.customer(),
                row.customerName(),
                row.tier(),
                orEmpty(row.mrr()),
                orEmpty(row.currency()),
                row.priority(),
                row.status(),
                row.openedAt(),
                orEmpty(row.clearedAt()),
                row.reopenings(),
                row.reason(),
                orEmpty(row.endReason()),
                row.diagnosis(),
                row.recommendedAction(),
                orEmpty(row.assignee()));
    }

    private static <T> void send(
            HttpServletResponse response,
            String name,
            String head,
            Function<@Nullable String, Page<T>> parts,
            Function<T, String> line)
            throws IOException {
        Page<T> part = parts.apply(null);
        response.setContentType("text/csv; charset=utf-8");
        response.setHeader("Content-Disposition", "attachment; filename=\"" + name + "\"");
        try (Writer out = new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8)) {
            out.write(head);
            while (true) {
                for (T row : part.items()) {
                    out.write(line.apply(row));
                }
                String next = part.next();
                if (next == null) {
                    return;
                }
                part = parts.apply(next);
            }
        }
    }

    private static Object orEmpty(@Nullable Object value) {
        return value == null ? "" : value;
    }
}
