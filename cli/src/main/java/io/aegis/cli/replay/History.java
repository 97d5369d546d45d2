package io.aegis.cli.replay;

import io.aegis.codec.event.JsonTree;
import io.aegis.codec.event.Timestamps;
import io.aegis.engine.event.Fact;
import io.aegis.engine.fleet.Incident;
import io.aegis.engine.intervention.Intervention;
import io.aegis.engine.intervention.Status;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What was found: one row for each intervention, by opening time, rule and customer, and the counts of the report. */
final class History {

    /** @param clearedAt null while it lasts */
    record Row(
            String rule,
            @Nullable String customer,
            String openedAt,
            @Nullable String clearedAt,
            String status,
            int reopenings,
            @Nullable String reason,
            @Nullable String endReason) {

        String json() {
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            fields.put("rule", rule);
            fields.put("customer", customer);
            fields.put("opened_at", openedAt);
            fields.put("cleared_at", clearedAt);
            fields.put("status", status);
            fields.put("reopenings", (long) reopenings);
            fields.put("reason", reason);
            fields.put("end_reason", endReason);
            return JsonTree.text(fields);
        }
    }

    private static final Comparator<Row> ORDER = Comparator.comparing(Row::openedAt)
            .thenComparing(Row::rule)
            .thenComparing(Row::customer, Comparator.nullsFirst(Comparator.naturalOrder()));

    private final List<Row> rows;

    History(List<Row> rows) {
        this.rows = new ArrayList<>(rows);
        this.rows.sort(ORDER);
    }

    /** What was held back and never opened stays {@code held}, also after its end. */
    static History of(OfflineMonitor monitor) {
        Collection<Intervention> all = monitor.interventions();
        List<Row> rows = new ArrayList<>(all.size());
        for (Intervention each : all) {
            rows.add(new Row(
                    each.rule(),
                    monitor.customerId(each.customer()),
                    time(each.openedAtMillis()),
                    each.clearedAtMillis() == Fact.UNKNOWN ? null : time(each.clearedAtMillis()),
                    (each.heldBy() == null ? each.status() : Status.HELD).id(),
                    each.reopenings(),
                    each.reason(),
                    each.endReason()));
        }
        for (Incident each : monitor.incidents()) {
            rows.add(new Row(
                    "platform_incident",
                    null,
                    time(each.toldFromMillis()),
                    each.over() ? time(each.endMillis()) : null,
                    (each.over() ? Status.CLEARED : Status.OPEN).id(),
                    0,
                    each.kind().told(each.failing() + " of " + each.active() + " active customers"),
                    each.over() ? "condition_cleared" : null));
        }
        return new History(rows);
    }

    /** RFC 3339, without a fraction where it is zero. */
    static String time(long millis) {
        String text = Timestamps.format(millis);
        return text.endsWith(".000Z") ? text.substring(0, 19) + "Z" : text;
    }

    List<Row> rows() {
        return rows;
    }

    /** A line for a person of each, and their number. */
    List<String> table() {
        List<String> lines = new ArrayList<>();
        for (Row row : rows) {
            String end = row.clearedAt() == null ? row.status() : row.status() + " " + row.clearedAt();
            lines.add("%-22s %-24s %-24s %s%s"
                    .formatted(
                            row.openedAt(),
                            row.rule(),
                            row.customer(),
                            end,
                            row.reopenings() > 0 ? ", reopened " + row.reopenings() + " times" : ""));
        }
        lines.add(rows.size() + " interventions");
        return lines;
    }

    /** Per rule: openings that were not held back, and ends by what the customer did. */
    Map<String, Map<String, Object>> counts() {
        Map<String, Object> opened = new TreeMap<>();
        Map<String, Object> cleared = new TreeMap<>();
        Map<String, Object> reopened = new TreeMap<>();
        for (Row row : rows) {
            add(opened, row.rule(), row.status().equals(Status.HELD.id()) ? 0 : 1);
            add(cleared, row.rule(), row.status().equals(Status.CLEARED.id()) ? 1 : 0);
            add(reopened, row.rule(), row.reopenings());
        }
        Map<String, Map<String, Object>> counts = new LinkedHashMap<>();
        counts.put("opened", opened);
        counts.put("cleared", cleared);
        counts.put("reopened", reopened);
        return counts;
    }

    private static void add(Map<String, Object> counts, String rule, long more) {
        if (more > 0) {
            counts.merge(rule, more, (a, b) -> (Long) a + (Long) b);
        }
    }
}
