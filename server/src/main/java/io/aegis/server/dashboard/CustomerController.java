package io.aegis.server.dashboard;

import io.aegis.server.dashboard.chart.Sparkline;
import io.aegis.server.dashboard.page.Address;
import io.aegis.server.dashboard.page.CustomersPage;
import io.aegis.server.dashboard.page.ImportReport;
import io.aegis.server.dashboard.page.ProblemPage;
import io.aegis.server.dashboard.page.Section;
import io.aegis.server.processing.Monitor;
import io.aegis.server.processing.MonitorStatus;
import io.aegis.server.projection.CustomerFilter;
import io.aegis.server.projection.CustomerRow;
import io.aegis.server.projection.Page;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** The list of customers and the page of one. */
@Controller
final class CustomerController {

    private static final int ROWS = 50;
    private static final int SPARK_DAYS = 15;

    private final Monitor monitor;
    private final CustomerReading reading;
    private final Frame frame;
    private final Pages pages;
    private final Imports imports;
    private final RuleBook rules;

    CustomerController(
            Monitor monitor, CustomerReading reading, Frame frame, Pages pages, Imports imports, RuleBook rules) {
        this.monitor = monitor;
        this.reading = reading;
        this.frame = frame;
        this.pages = pages;
        this.imports = imports;
        this.rules = rules;
    }

    @GetMapping("/customers")
    View list(@RequestParam Map<String, String> parameters, HttpServletRequest request) {
        return page(200, parameters, null, request);
    }

    /** @param report why a file was refused, null for none */
    View page(int code, Map<String, String> parameters, @Nullable ImportReport report, HttpServletRequest request) {
        MonitorStatus status = monitor.status();
        Address address = address("/customers", parameters);
        String cursor = blankToNull(parameters.get("cursor"));
        Page<CustomerRow> page = monitor.customers().page(filter(address), address.orNull("sort"), cursor, ROWS);
        return pages.view(
                code,
                "customer/list",
                Map.of(
                        "page",
                        new CustomersPage(
                                frame.around("Customers", Section.CUSTOMERS, request, status),
                                address,
                                lines(page.items(), status),
                                status.customers(Inbox.internal(address)),
                                cursor == null,
                                page.next(),
                                Uploads.FILE_BYTES_MAX,
                                report,
                                imports.progress())));
    }

    @GetMapping("/customer")
    View one(@RequestParam Map<String, String> parameters, HttpServletRequest request) {
        MonitorStatus status = monitor.status();
        String id = parameters.getOrDefault("id", "");
        return reading.page(id, parameters, request, status)
                .map(page -> pages.view("customer/page", page))
                .orElseGet(() -> pages.view(
                        404,
                        "page/problem",
                        Map.of(
                                "page",
                                new ProblemPage(
                                        frame.around("Not found", Section.CUSTOMERS, request, status),
                                        404,
                                        "No such customer",
                                        "None has the id " + id + ". It may have left, or been erased."))));
    }

    /** The usage chart of a stretch of time alone. */
    @GetMapping("/customer/usage")
    View usage(@RequestParam Map<String, String> parameters) {
        return pages.view(
                200,
                "customer/usage",
                Map.of("usage", reading.usage(parameters.getOrDefault("id", ""), parameters, monitor.status())));
    }

    static Address address(String path, Map<String, String> parameters) {
        Map<String, String> kept = new LinkedHashMap<>();
        for (String name : List.of("query", "health", "tier", "stage", "owner", "include", "sort")) {
            kept.put(name, parameters.getOrDefault(name, "").strip());
        }
        return new Address(path, kept);
    }

    static CustomerFilter filter(Address address) {
        return new CustomerFilter(
                address.orNull("query"),
                address.orNull("health"),
                address.orNull("tier"),
                address.orNull("stage"),
                address.orNull("owner"),
                Inbox.internal(address));
    }

    private List<CustomersPage.Line> lines(List<CustomerRow> rows, MonitorStatus status) {
        Map<String, List<Long>> calls = rows.isEmpty() || status.nowMillis() < 0
                ? Map.of()
                : monitor.usage()
                        .dailyCalls(
                                rows.stream().map(CustomerRow::id).toList(),
                                Instant.ofEpochMilli(status.nowMillis()),
                                SPARK_DAYS);
        return rows.stream()
                .map(row -> new CustomersPage.Line(
                        row,
                        Sparkline.completeDays(calls.getOrDefault(row.id(), List.of())),
                        row.openInterventions().stream().map(rules::title).toList()))
                .toList();
    }

    static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
