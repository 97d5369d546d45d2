package io.aegis.server.projection;

import io.aegis.engine.intervention.Evidence;
import io.aegis.engine.intervention.Intervention;
import io.aegis.engine.rule.Priority;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Reads interventions; those of rules in shadow mode are left out. */
public final class InterventionQueries {

    private static final int LIMIT_MAX = 500;
    private static final String NEWEST = "-opened_at";

    private static final String SELECT = """
        select i.id, i.rule, i.title, i.priority, i.status, i.opened_millis, i.cleared_millis, i.reopenings,
          i.reason, i.end_reason, i.diagnosis, i.recommended_action, i.held_by, i.assignee,
          i.acknowledged_millis, i.snoozed_until_millis, i.updated_millis,
          coalesce(c.id, i.customer::text) as customer_id, coalesce(c.name, c.id, i.customer::text) as customer_name,
          coalesce(c.tier, 'none') as tier, c.mrr, c.currency, c.owner, i.internal
        """;
    private static final String FROM =
            " from intervention i left join customer c on c.number = i.customer where not i.shadow";

    private final DataSource database;
    private final ViewSource views;

    public InterventionQueries(DataSource database, ViewSource views) {
        this.database = database;
        this.views = views;
    }

    private enum Order {
        OPENED_AT("opened_at", "i.opened_millis"),
        CLEARED_AT("cleared_at", "i.cleared_millis"),
        PRIORITY("priority", "i.priority"),
        UPDATED_AT("updated_at", "i.updated_millis"),
        MRR("mrr", "i.mrr_sort"),
        RISK("risk", "i.risk_sort");

        private final String id;
        private final String column;

        Order(String id, String column) {
            this.id = id;
            this.column = column;
        }

        private static Order of(String id) {
            for (Order order : values()) {
                if (order.id.equals(id)) {
                    return order;
                }
            }
            throw new IllegalArgumentException("sort (" + id
                    + ") is unknown\n"
                    + "Use opened_at, cleared_at, priority, updated_at, mrr or risk, with a leading - for"
                    + " descending.");
        }

        private List<Class<?>> types() {
            return this == OPENED_AT
                    ? List.of(Long.class, String.class)
                    : List.of(Long.class, Long.class, String.class);
        }

        /** Within equal values the newest first, or the oldest when it ascends. */
        private String columns() {
            return this == OPENED_AT ? column + ", i.id" : column + ", i.opened_millis, i.id";
        }
    }

    /**
     * @param sort {@code opened_at}, {@code cleared_at}, {@code priority}, {@code updated_at}, {@code mrr},
     *     {@code risk} (revenue times severity); a leading {@code -} for descending; null is newest first
     * @throws IllegalArgumentException for an unknown sort or a broken cursor
     */
    public Page<InterventionRow> page(
            InterventionFilter filter, @Nullable String sort, @Nullable String cursor, int limit) {
        String wanted = sort == null ? NEWEST : sort;
        boolean descending = wanted.startsWith("-");
        Order order = Order.of(descending ? wanted.substring(1) : wanted);
        List<Object> place = Cursor.read(cursor, wanted, order.types());
        int rows = Math.clamp(limit, 1, LIMIT_MAX);
        String direction = descending ? " desc" : "";
        Sql sql = new Sql(SELECT + ", " + order.column + " as place" + FROM)
                .where("and i.status = any(?)", filter.statuses().isEmpty() ? null : filter.statuses())
                .where("and i.rule = ?", filter.rule())
                .where("and i.customer = (select number from customer where id = ?)", filter.customer())
                .where("and i.priority = ?", filter.priority() == null ? null : priority(filter.priority()))
                .where("and i.assignee = ?", filter.assignee())
                .where("and i.tier = ?", filter.tier())
                .where("and i.owner = ?", filter.owner())
                .add(filter.internal() ? "" : "and not i.internal")
                .after(order.columns(), descending, place)
                .add("order by " + order.columns().replace(", ", direction + ", ") + direction)
                .add("limit ?", rows + 1);
        List<Placed> found = sql.list(database, row -> new Placed(row(row), place(row, order)));
        boolean more = found.size() > rows;
        List<Placed> shown = more ? found.subList(0, rows) : found;
        return new Page<>(
                shown.stream().map(Placed::row).toList(),
                more ? Cursor.write(wanted, shown.getLast().place()) : null);
    }

    /**
     * The cursor of the page that follows an intervention.
     *
     * @return empty for an unknown id
     */
    public Optional<String> cursorAfter(String id, @Nullable String sort) {
        String wanted = sort == null ? NEWEST : sort;
        Order order = Order.of(wanted.startsWith("-") ? wanted.substring(1) : wanted);
        return new Sql("select i.id, i.opened_millis, " + order.column + " as place from intervention i where i.id = ?")
                .addValue(id).list(database, row -> Cursor.write(wanted, place(row, order))).stream()
                        .findFirst();
    }

    private record Placed(InterventionRow row, List<Object> place) {}

    private static List<Object> place(ResultSet row, Order order) throws SQLException {
        long opened = row.getLong("opened_millis");
        String id = row.getString("id");
        return order == Order.OPENED_AT ? List.of(opened, id) : List.of(row.getLong("place"), opened, id);
    }

    /** @throws IllegalArgumentException if there is no such priority */
    private static Integer priority(String id) {
        for (Priority priority : Priority.values()) {
            if (priority.id().equals(id)) {
                return priority.ordinal();
            }
        }
        throw new IllegalArgumentException("priority (" + id + ") is unknown\nUse low, medium, high or critical.");
    }

    /** With what its rule sees now, while it has not ended. */
    public Optional<InterventionDetail> byId(String id) {
        return new Sql(SELECT + ", i.customer as number, i.opening, i.latest" + FROM)
                .add("and i.id = ?", id).list(database, row -> detail(id, row)).stream()
                        .findFirst();
    }

    private InterventionDetail detail(String id, ResultSet found) throws SQLException {
        InterventionRow row = row(found);
        Evidence latest =
                row.clearedAt() == null ? seenNow(found.getInt("number"), id).orElse(null) : null;
        return new InterventionDetail(
                row,
                EvidenceJson.read(found.getString("opening")),
                latest == null ? EvidenceJson.read(found.getString("latest")) : latest,
                timeline(id));
    }

    private Optional<Evidence> seenNow(int customer, String id) {
        return views.view(customer).stream()
                .flatMap(view -> view.live().stream())
                .filter(one -> one.id().equals(id))
                .map(Intervention::latest)
                .findFirst();
    }

    /** The customer's number whom an intervention is about; empty for an unknown id. */
    public Optional<Integer> customerOf(String id) {
        return new Sql("select customer from intervention where id = ?")
                .addValue(id).list(database, row -> row.getInt(1)).stream().findFirst();
    }

    /** By rule, how many people dismissed as wrong; rules without one are not in it. */
    public SortedMap<String, Long> falseAlarms() {
        SortedMap<String, Long> byRule = new TreeMap<>();
        new Sql(
                        "select rule, count(*) from intervention where end_reason = 'dismissed_wrong' and not shadow group by rule")
                .list(database, row -> Map.entry(row.getString(1), row.getLong(2)))
                .forEach(each -> byRule.put(each.getKey(), each.getValue()));
        return byRule;
    }

    /** Rows of these ids, in no order. */
    public List<InterventionRow> byIds(List<String> ids) {
        return ids.isEmpty()
                ? List.of()
                : new Sql(SELECT + FROM).add("and i.id = any(?)", ids).list(database, InterventionQueries::row);
    }

    List<InterventionRow> ofCustomer(int number) {
        return new Sql(SELECT + FROM)
                .add("and i.customer = ? order by i.opened_millis desc, i.id desc limit 500", number)
                .list(database, InterventionQueries::row);
    }

    private List<TimelineRow> timeline(String id) {
        return new Sql("""
            select at_millis, kind, reason, actor, text, note from intervention_entry
            where intervention = ? order by position, ordinal
            """)
                .addValue(id)
                .list(
                        database,
                        row -> new TimelineRow(
                                Instant.ofEpochMilli(row.getLong(1)),
                                row.getString(2),
                                row.getString(3),
                                row.getString(4),
                                row.getString(5),
                                row.getString(6)));
    }

    private static InterventionRow row(ResultSet row) throws SQLException {
        return new InterventionRow(
                row.getString("id"),
                row.getString("rule"),
                row.getString("title"),
                row.getString("customer_id"),
                row.getString("customer_name"),
                row.getString("tier"),
                row.getObject("mrr", Double.class),
                row.getString("currency"),
                row.getString("owner"),
                row.getBoolean("internal"),
                Priority.values()[row.getInt("priority")].id(),
                row.getString("status"),
                Instant.ofEpochMilli(row.getLong("opened_millis")),
                instant(row, "cleared_millis"),
                row.getInt("reopenings"),
                row.getString("reason"),
                row.getString("end_reason"),
                row.getString("diagnosis"),
                row.getString("recommended_action"),
                row.getString("held_by"),
                row.getString("assignee"),
                instant(row, "acknowledged_millis"),
                instant(row, "snoozed_until_millis"),
                Instant.ofEpochMilli(row.getLong("updated_millis")));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return millis < 0 ? null : Instant.ofEpochMilli(millis);
    }
}
