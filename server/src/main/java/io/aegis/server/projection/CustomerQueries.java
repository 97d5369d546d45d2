package io.aegis.server.projection;

import io.aegis.engine.CustomerView;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads customers. */
public final class CustomerQueries {

    private static final int LIMIT_MAX = 500;
    private static final long HOUR_MILLIS = 3_600_000L;
    private static final JsonMapper JSON = JsonMapper.shared();

    /** Its status is compared so that only the index by customer fits: a planner that knows no open one takes another. */
    static final String COLUMNS = """
        select c.number, c.id, c.name, c.tier, c.stage, c.health, c.engagement_score, c.calls_total,
          c.last_call_millis, c.error_rate, c.usage_trend, c.mrr, c.currency, c.subscription_status, c.owner, c.tags,
          c.internal,
          c.updated_millis,
          array(select i.rule from intervention i where i.customer = c.number
            and i.status is not distinct from 'open' and not i.shadow order by i.priority desc, i.opened_millis) as open_rules
        """;

    private static final String SELECT = COLUMNS + " from customer c where not c.removed";

    private final DataSource database;
    private final ViewSource views;
    private final InterventionQueries interventions;

    public CustomerQueries(DataSource database, ViewSource views, InterventionQueries interventions) {
        this.database = database;
        this.views = views;
        this.interventions = interventions;
    }

    /**
     * @param sort {@code name}, {@code score}, {@code calls}, {@code last_call}, {@code error_rate}, {@code mrr}; a
     *     leading {@code -} for descending; null is by name
     * @param cursor of an earlier page, null for the first
     * @throws IllegalArgumentException for an unknown sort or a broken cursor
     */
    public Page<CustomerRow> page(CustomerFilter filter, @Nullable String sort, @Nullable String cursor, int limit) {
        String wanted = sort == null ? "name" : sort;
        boolean descending = wanted.startsWith("-");
        CustomerOrder order = CustomerOrder.of(descending ? wanted.substring(1) : wanted);
        List<Object> place = Cursor.read(cursor, wanted, order.types());
        int rows = Math.clamp(limit, 1, LIMIT_MAX);
        List<Placed> found = new CustomerList(filter, order, descending)
                .read(database, COLUMNS, place, rows + 1, row -> new Placed(row(row), order.place(row)));
        boolean more = found.size() > rows;
        List<Placed> shown = more ? found.subList(0, rows) : found;
        return new Page<>(
                shown.stream().map(Placed::row).toList(),
                more ? Cursor.write(wanted, shown.getLast().place()) : null);
    }

    private record Placed(CustomerRow row, List<Object> place) {}

    /** Rows by number, for telling changes. */
    List<CustomerRow> byNumbers(List<Integer> numbers) {
        String list = String.join(",", numbers.stream().map(Object::toString).toList());
        return numbers.isEmpty()
                ? List.of()
                : new Sql(SELECT).add("and c.number in (" + list + ")").list(database, CustomerQueries::row);
    }

    public Optional<CustomerDetail> byId(String id) {
        List<CustomerRow> rows = new Sql(SELECT).add("and c.id = ?", id).list(database, CustomerQueries::row);
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        CustomerRow stored = rows.getFirst();
        int number = stored.number();
        return views.view(number)
                .map(view -> new CustomerDetail(
                        evaluated(stored, view),
                        profile(number),
                        externalIds(number),
                        keys(number),
                        view,
                        interventions.ofCustomer(number)));
    }

    /** The list's row with what is true now. */
    private static CustomerRow evaluated(CustomerRow stored, CustomerView view) {
        long lastCall = ViewFields.whole(view, "last_call_at", -1);
        return new CustomerRow(
                stored.number(),
                stored.id(),
                stored.name(),
                view.tier().id(),
                view.stage().id(),
                ViewFields.text(view, "health", "new"),
                ViewFields.number(view, "engagement_score", 0),
                ViewFields.whole(view, "calls_total", 0),
                lastCall < 0 ? null : Instant.ofEpochMilli(lastCall),
                ViewFields.number(view, "error_rate"),
                ViewFields.text(view, "usage_trend"),
                ViewFields.number(view, "mrr"),
                stored.currency(),
                view.subscriptionStatus().id(),
                stored.owner(),
                ViewFields.list(view, "tags"),
                stored.internal(),
                stored.openInterventions(),
                Instant.ofEpochMilli(Math.max(0, view.atMillis())));
    }

    private SortedMap<String, String> profile(int number) {
        SortedMap<String, String> fields = new TreeMap<>();
        new Sql("select fields from customer_profile where number = ?")
                .addValue(number)
                .list(database, row -> row.getString(1))
                .forEach(json -> {
                    for (Map.Entry<String, JsonNode> field : JSON.readTree(json).properties()) {
                        fields.put(field.getKey(), field.getValue().toString());
                    }
                });
        return fields;
    }

    /** What happened with its keys and bills, in order; of too many the newest. */
    public List<Happening> happenings(int number, long fromMillis, long toMillis, int rowsMax) {
        List<Happening> found = new Sql("select at_millis, kind from happening where customer = ? and hour_millis >= ?"
                        + " and hour_millis < ? and at_millis >= ? and at_millis < ? order by hour_millis desc limit ?")
                .addValue(number)
                .addValue(fromMillis - HOUR_MILLIS)
                .addValue(toMillis)
                .addValue(fromMillis)
                .addValue(toMillis)
                .addValue(rowsMax)
                .list(database, row -> new Happening(number, row.getLong(1), row.getString(2)));
        return found.stream()
                .sorted(Comparator.comparingLong(Happening::atMillis).thenComparing(Happening::kind))
                .toList();
    }

    /** What the directory learned, folded: 4 links an id of a source, 5 unlinks it. */
    private SortedMap<String, List<String>> externalIds(int number) {
        SortedMap<String, List<String>> ids = new TreeMap<>();
        changes(number, "4, 5").forEach(change -> {
            List<String> known = ids.computeIfAbsent(change.source(), source -> new ArrayList<>());
            known.remove(change.name());
            if (change.kind() == 4) {
                known.add(change.name());
            }
        });
        ids.values().removeIf(List::isEmpty);
        return ids;
    }

    /** 7 learns a key, 8 forgets it. */
    private List<String> keys(int number) {
        List<String> keys = new ArrayList<>();
        changes(number, "7, 8").forEach(change -> {
            keys.remove(change.name());
            if (change.kind() == 7) {
                keys.add(change.name());
            }
        });
        return keys;
    }

    private List<IdentityChange> changes(int number, String kinds) {
        return new Sql("select kind, source, name from identity_change where kind in (" + kinds + ")")
                .add("and customer = ? order by ordinal", number)
                .list(database, row -> new IdentityChange(row.getInt(1), row.getString(2), row.getString(3)));
    }

    private record IdentityChange(int kind, String source, String name) {}

    private static CustomerRow row(ResultSet row) throws SQLException {
        String id = row.getString("id");
        String name = row.getString("name");
        long lastCall = row.getLong("last_call_millis");
        return new CustomerRow(
                row.getInt("number"),
                id,
                name == null ? id : name,
                row.getString("tier"),
                row.getString("stage"),
                row.getString("health"),
                row.getDouble("engagement_score"),
                row.getLong("calls_total"),
                lastCall < 0 ? null : Instant.ofEpochMilli(lastCall),
                row.getObject("error_rate", Double.class),
                row.getString("usage_trend"),
                row.getObject("mrr", Double.class),
                row.getString("currency"),
                row.getString("subscription_status"),
                row.getString("owner"),
                texts(row.getArray("tags")),
                row.getBoolean("internal"),
                texts(row.getArray("open_rules")),
                Instant.ofEpochMilli(Math.max(0, row.getLong("updated_millis"))));
    }

    private static List<String> texts(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }
}
