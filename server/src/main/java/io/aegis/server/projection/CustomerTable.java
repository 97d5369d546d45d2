package io.aegis.server.projection;

import io.aegis.engine.CustomerView;
import io.aegis.server.projection.TableWriter.Column;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Writes the customers' rows. */
final class CustomerTable {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String TAG_SEPARATOR = "\u001f";

    private static final String UPDATE = """
            update customer c set tier = t.tier, stage = t.stage, health = t.health,
              engagement_score = t.score, calls_total = t.calls, last_call_millis = t.last_call,
              error_rate = t.error_rate, usage_trend = t.trend, mrr = t.mrr, subscription_status = t.subscription,
              tags = case when t.tags = '' then '{}' else string_to_array(t.tags, chr(31)) end,
              updated_millis = t.updated, removed = false,
              score_sort = t.score_sort, calls_sort = t.calls_sort, last_call_sort = t.last_call_sort,
              error_sort = t.error_sort, mrr_sort = t.mrr_sort
            from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) as t(number, tier, stage, health, score,
              calls, last_call, error_rate, trend, mrr, subscription, tags, updated,
              score_sort, calls_sort, last_call_sort, error_sort, mrr_sort)
            where c.number = t.number
            """;

    private static final String MERGE = """
            insert into customer_profile as p (number, fields)
            select t.number, t.fields::jsonb from unnest(?, ?) as t(number, fields)
            on conflict (number) do update set fields = p.fields || excluded.fields
            """;

    private static final String NAME = """
            update customer c set name = p.fields ->> 'name', owner = p.fields ->> 'owner',
              search = lower(c.id || ' ' || coalesce(p.fields ->> 'name', '')),
              name_sort = lower(coalesce(p.fields ->> 'name', c.id))
            from unnest(?) as t(number) join customer_profile p on p.number = t.number
            where c.number = t.number and (c.name, c.owner) is distinct from (p.fields ->> 'name', p.fields ->> 'owner')
            """;

    private CustomerTable() {}

    static void update(Connection connection, List<CustomerView> views) throws SQLException {
        if (views.isEmpty()) {
            return;
        }
        try (PreparedStatement update = connection.prepareStatement(UPDATE)) {
            TableWriter.bind(
                    update,
                    List.of(
                            column("int4", views, CustomerView::customer),
                            column("text", views, view -> view.tier().id()),
                            column("text", views, view -> view.stage().id()),
                            column("text", views, view -> ViewFields.text(view, "health", "new")),
                            column("float8", views, view -> ViewFields.number(view, "engagement_score", 0)),
                            column("int8", views, view -> ViewFields.whole(view, "calls_total", 0)),
                            column("int8", views, view -> ViewFields.whole(view, "last_call_at", -1)),
                            column("float8", views, view -> ViewFields.number(view, "error_rate")),
                            column("text", views, view -> ViewFields.text(view, "usage_trend")),
                            column("float8", views, view -> ViewFields.number(view, "mrr")),
                            column(
                                    "text",
                                    views,
                                    view -> view.subscriptionStatus().id()),
                            column("text", views, view -> String.join(TAG_SEPARATOR, ViewFields.list(view, "tags"))),
                            column("int8", views, CustomerView::atMillis),
                            column("int2", views, SortSteps::score),
                            column("int8", views, SortSteps::calls),
                            column("int8", views, SortSteps::lastCall),
                            column("int2", views, SortSteps::errorRate),
                            column("int8", views, SortSteps::mrr)));
            update.executeUpdate();
        }
    }

    private static <T> Column column(String type, List<T> rows, Function<T, @Nullable Object> value) {
        Object[] values = new Object[rows.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value.apply(rows.get(i));
        }
        return new Column(type, values);
    }

    static void mergeProfiles(Connection connection, List<ProfileChange> changes) throws SQLException {
        if (changes.isEmpty()) {
            return;
        }
        Map<Integer, Map<String, String>> merged = merged(changes);
        Column numbers = new Column("int4", merged.keySet().toArray());
        try (PreparedStatement merge = connection.prepareStatement(MERGE);
                PreparedStatement name = connection.prepareStatement(NAME)) {
            TableWriter.bind(
                    merge,
                    List.of(
                            numbers,
                            new Column(
                                    "text",
                                    merged.values().stream()
                                            .map(CustomerTable::object)
                                            .toArray())));
            merge.executeUpdate();
            clear(connection, merged);
            TableWriter.bind(name, List.of(numbers));
            name.executeUpdate();
        }
    }

    /** Takes away what a null has cleared. */
    private static void clear(Connection connection, Map<Integer, Map<String, String>> merged) throws SQLException {
        try (PreparedStatement clear =
                connection.prepareStatement("update customer_profile set fields = fields - ? where number = ?")) {
            for (Map.Entry<Integer, Map<String, String>> each : merged.entrySet()) {
                Object[] cleared = each.getValue().entrySet().stream()
                        .filter(field -> field.getValue().equals("null"))
                        .map(Map.Entry::getKey)
                        .toArray();
                if (cleared.length > 0) {
                    clear.setArray(1, connection.createArrayOf("text", cleared));
                    clear.setInt(2, each.getKey());
                    clear.addBatch();
                }
            }
            clear.executeBatch();
        }
    }

    private static Map<Integer, Map<String, String>> merged(List<ProfileChange> changes) {
        Map<Integer, Map<String, String>> byCustomer = new TreeMap<>();
        for (ProfileChange change : changes) {
            byCustomer
                    .computeIfAbsent(change.customer(), key -> new TreeMap<>())
                    .putAll(change.fields());
        }
        return byCustomer;
    }

    private static String object(Map<String, String> fields) {
        Map<String, JsonNode> nodes = new TreeMap<>();
        fields.forEach((name, text) -> nodes.put(clean(name), node(text)));
        return clean(JSON.writeValueAsString(nodes));
    }

    private static JsonNode node(String text) {
        try {
            return JSON.readTree(text);
        } catch (JacksonException e) {
            return JSON.valueToTree(text);
        }
    }

    /** The one character that PostgreSQL's jsonb does not hold. */
    private static String clean(String json) {
        return json.replace("\\u0000", "\\ufffd").replace('\u0000', '\uFFFD');
    }

    static void remove(Connection connection, List<Integer> customers) throws SQLException {
        update(connection, "update customer set removed = true where number = any(?)", customers);
    }

    /** What is left of an erased customer is numbers. */
    static void erase(Connection connection, List<Integer> customers) throws SQLException {
        update(connection, "delete from customer_profile where number = any(?)", customers);
        update(connection, "delete from happening where customer = any(?)", customers);
        update(
                connection,
                "update customer set id = 'erased-' || number, name = null, owner = null, search = '', name_sort = '',"
                        + " tags = '{}', removed = true where number = any(?)",
                customers);
        update(
                connection,
                "update intervention_entry set note = null where intervention in"
                        + " (select id from intervention where customer = any(?))",
                customers);
    }

    private static void update(Connection connection, String sql, List<Integer> customers) throws SQLException {
        if (customers.isEmpty()) {
            return;
        }
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setArray(1, connection.createArrayOf("int4", customers.toArray()));
            update.executeUpdate();
        }
    }

    static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
