package io.aegis.server.dashboard;

import io.aegis.engine.intervention.Status;
import io.aegis.engine.rule.Rule;
import io.aegis.server.dashboard.chart.Sparkline;
import io.aegis.server.dashboard.page.Address;
import io.aegis.server.dashboard.page.Figures;
import io.aegis.server.dashboard.page.InboxList;
import io.aegis.server.dashboard.page.InboxRow;
import io.aegis.server.dashboard.page.Told;
import io.aegis.server.dashboard.page.Wording;
import io.aegis.server.processing.Monitor;
import io.aegis.server.processing.MonitorStatus;
import io.aegis.server.projection.InterventionFilter;
import io.aegis.server.projection.InterventionRow;
import io.aegis.server.projection.Page;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads the list of interventions as an address asks for it. */
@Component
final class Inbox {

    static final int ROWS = 60;
    private static final int WORD_CHARS_MAX = 80;

    /** Empty for the open ones, as the page is without any. */
    private static final List<String> STATUSES = statuses();

    private static final int SPARK_DAYS = 15;

    private final Monitor monitor;
    private final RuleBook rules;

    Inbox(Monitor monitor, RuleBook rules) {
        this.monitor = monitor;
        this.rules = rules;
    }

    private static List<String> statuses() {
        List<String> all = new ArrayList<>(List.of("", "all", "ended"));
        for (Status status : Status.values()) {
            all.add(status.id());
        }
        return List.copyOf(all);
    }

    /** The filters of an address, in the order in which links write them. */
    static Address address(String path, Map<String, String> parameters) {
        Map<String, String> kept = new LinkedHashMap<>();
        for (String name :
                List.of("status", "rule", "priority", "tier", "owner", "assignee", "customer", "include", "sort")) {
            kept.put(name, parameters.getOrDefault(name, ""));
        }
        return new Address(path, kept);
    }

    InboxList list(Address address, @Nullable String cursor, String selected, MonitorStatus status) {
        Page<InterventionRow> page =
                monitor.interventions().page(filter(address), address.orNull("sort"), cursor, ROWS);
        refuseUnknownRule(address, page);
        String next = page.next();
        return new InboxList(
                rows(page.items(), Set.of(), status),
                address,
                next == null ? null : address.at(next),
                address.any("rule", "priority", "tier", "owner", "assignee", "customer"),
                status.events() == 0,
                selected,
                status.nowMillis());
    }

    /** These interventions as rows of the list, those that no longer belong into it marked. */
    InboxList changed(Address address, Collection<String> ids, String selected, MonitorStatus status) {
        InterventionFilter filter = filter(address);
        List<InterventionRow> found = monitor.interventions().byIds(List.copyOf(ids));
        Set<String> leaving = new LinkedHashSet<>();
        found.stream().filter(row -> !fits(filter, row)).forEach(row -> leaving.add(row.id()));
        return new InboxList(rows(found, leaving, status), address, null, false, false, selected, status.nowMillis());
    }

    Figures figures(Address address, MonitorStatus status) {
        boolean internal = internal(address);
        return new Figures(
                status.customers(internal),
                status.events(),
                status.eventsPerSecond(),
                status.rates(),
                Frame.open(status),
                rules.shown().stream()
                        .map(rule -> new Figures.RuleCount(
                                rule.id(), rule.title(), status.interventions(rule.id(), "open", internal)))
                        .toList());
    }

    /** One that is in force no more may have interventions still. */
    private void refuseUnknownRule(Address address, Page<InterventionRow> found) {
        String rule = address.get("rule");
        List<String> known = rules.shown().stream().map(Rule::id).toList();
        if (!rule.isEmpty() && found.items().isEmpty() && !known.contains(rule)) {
            throw new IllegalArgumentException("There is no rule (" + Wording.cut(rule, WORD_CHARS_MAX)
                    + "). Those in force are " + String.join(", ", known) + ".");
        }
    }

    static InterventionFilter filter(Address address) {
        if (!STATUSES.contains(address.get("status"))) {
            throw new IllegalArgumentException(
                    "There is no status (" + Wording.cut(address.get("status"), WORD_CHARS_MAX) + "). Use "
                            + String.join(", ", STATUSES).replaceFirst("^, ", "") + ".");
        }
        List<String> statuses =
                switch (address.get("status")) {
                    case "" -> List.of("open");
                    case "all" -> List.of();
                    case "ended" -> List.of("cleared", "resolved", "dismissed");
                    default -> List.of(address.get("status"));
                };
        return new InterventionFilter(
                statuses,
                address.orNull("rule"),
                address.orNull("customer"),
                address.orNull("priority"),
                address.orNull("assignee"),
                address.orNull("tier"),
                address.orNull("owner"),
                internal(address) || address.any("customer"));
    }

    /** Whether an address asks for internal and test customers too. */
    static boolean internal(Address address) {
        return address.is("include", "internal");
    }

    private List<InboxRow> rows(List<InterventionRow> found, Set<String> leaving, MonitorStatus status) {
        Set<String> customers = new LinkedHashSet<>();
        found.forEach(row -> customers.add(row.customer()));
        Map<String, List<Long>> calls = status.nowMillis() < 0 || customers.isEmpty()
                ? Map.of()
                : monitor.usage().dailyCalls(customers, Instant.ofEpochMilli(status.nowMillis()), SPARK_DAYS);
        return found.stream()
                .map(row -> new InboxRow(
                        row,
                        Sparkline.completeDays(calls.getOrDefault(row.customer(), List.of())),
                        leaving.contains(row.id())))
                .toList();
    }

    private static boolean fits(InterventionFilter filter, InterventionRow row) {
        return (filter.statuses().isEmpty() || filter.statuses().contains(row.status()))
                && same(filter.rule(), row.rule())
                && same(filter.customer(), row.customer())
                && same(filter.priority(), row.priority())
                && same(filter.assignee(), row.assignee())
                && same(filter.tier(), row.tier())
                && same(filter.owner(), row.owner())
                && (filter.internal() || !row.internal());
    }

    private static boolean same(@Nullable String wanted, @Nullable String found) {
        return wanted == null || wanted.equals(found);
    }

    /** A signal's value as it is written in tables. */
    static String value(boolean known, Object value, String name) {
        if (!known) {
            return "unknown";
        }
        return switch (value) {
            case Double number when name.startsWith("reported.") -> Wording.decimal(number);
            case Double number
            when name.endsWith("_rate")
                    || name.contains("_rate_")
                    || name.equals("usage_change")
                    || name.equals("usage_recovered") -> Wording.percent(number);
            case Double number -> Wording.decimal(number);
            case Long instant when name.endsWith("_at") -> Told.instant(instant);
            case Long number -> Wording.exact(number);
            case Boolean flag -> flag ? "yes" : "no";
            case List<?> list ->
                list.isEmpty()
                        ? "none"
                        : String.join(", ", list.stream().map(Object::toString).toList());
            default -> value.toString();
        };
    }
}
