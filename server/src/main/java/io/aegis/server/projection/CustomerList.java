package io.aegis.server.projection;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A part of the list of customers, read in a time that does not grow with their number.
 *
 * <p>Few that fit a search or an owner are found by index and sorted; of an owner also many, where one index holds all
 * that is sorted by. Otherwise an index is walked in the wanted order until enough fit. With a filter by health, tier or
 * stage that is done once for each kind of customer (a combination of the three that exists), as the filter may have
 * everything to do with the order: customers on trial are at one end of the list by revenue.
 */
final class CustomerList {

    private static final int FEW_ROWS_MAX = 20_000;
    private static final int OWNED_ROWS_MAX = 200_000;
    private static final int TRIGRAM = 3;

    /** How many fit a search, guessed from one page of the table in 500. */
    private static final String GUESS = """
        select coalesce(count(*) filter (where strpos(c.search, ?) > 0)
          * greatest(0, (select reltuples from pg_class where oid = 'customer'::regclass))::bigint
          / nullif(count(*), 0), 0)
        from customer c tablesample system (0.2)
        """;

    /** Every kind there is, found by leaping through an index. */
    private static final String KINDS = """
        with recursive kind as (
          (select c.health, c.tier, c.stage from customer c where not c.removed
             order by c.health, c.tier, c.stage limit 1)
          union all
          select next.* from kind k cross join lateral (
            select c.health, c.tier, c.stage from customer c
              where not c.removed and (c.health, c.tier, c.stage) > (k.health, k.tier, k.stage)
              order by c.health, c.tier, c.stage limit 1) next)
        """;

    private final CustomerFilter filter;
    private final CustomerOrder order;
    private final boolean descending;

    CustomerList(CustomerFilter filter, CustomerOrder order, boolean descending) {
        this.filter = filter;
        this.order = order;
        this.descending = descending;
    }

    /** @param columns of customer {@code c}, up to its {@code from} */
    <T> List<T> read(DataSource database, String columns, List<Object> place, int rows, Sql.Mapping<T> mapping) {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                return query(few(connection), columns, place, rows).list(connection, mapping);
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the list of customers cannot be read: " + e.getMessage(), e);
        }
    }

    /** Looks whether an index finds few; what it takes for common is not counted to its end. */
    boolean few(Connection connection) throws SQLException {
        if (filter.query() == null && filter.owner() == null) {
            return false;
        }
        if (common(connection)) {
            return false;
        }
        try (Statement statement = connection.createStatement()) {
            // The planner takes letters that many names have for common, also where nobody has them in this order.
            statement.execute("set local enable_seqscan = off");
        }
        int fewMax = filter.query() == null && order.inIndex() ? OWNED_ROWS_MAX : FEW_ROWS_MAX;
        Sql count = matching(new Sql("select count(*) from (select from customer c where not c.removed"))
                .add("limit " + (fewMax + 1) + ") found");
        return count.list(connection, row -> row.getLong(1)).getFirst() <= fewMax;
    }

    /** Far more than few, so that nobody counts them: counting reads all that an index has of them. */
    private boolean common(Connection connection) throws SQLException {
        String query = lower();
        if (query == null || query.length() < TRIGRAM || filter.owner() != null) {
            return false;
        }
        return new Sql(GUESS)
                        .addValue(query)
                        .list(connection, row -> row.getLong(1))
                        .getFirst()
                > 4L * FEW_ROWS_MAX;
    }

    Sql query(boolean few, String columns, List<Object> place, int rows) {
        Sql keys = few ? found(place, rows) : filter.kinds() ? ofKinds(place, rows) : walked("", place, rows);
        String head = few || !filter.kinds() ? "" : KINDS;
        return new Sql(head + columns + ", k.step, k.exact from (")
                .add(keys)
                .add(") k join customer c on c.number = k.number")
                .add(CustomerOrder.ofKeys("k", descending));
    }

    private Sql found(List<Object> place, int rows) {
        Sql all = matching(
                new Sql("with found as materialized (select " + order.key() + " from customer c where not c.removed"));
        return kinds(all, "c")
                .after(order.columns(), descending, place)
                .add(") select found.* from found")
                .add(CustomerOrder.ofKeys("found", descending))
                .add("limit " + rows);
    }

    private Sql ofKinds(List<Object> place, int rows) {
        return kinds(new Sql("select w.* from (select * from kind where true"), "kind")
                .add(") kind cross join lateral (")
                .add(walked(" and c.health = kind.health and c.tier = kind.tier and c.stage = kind.stage", place, rows))
                .add(") w")
                .add(CustomerOrder.ofKeys("w", descending))
                .add("limit " + rows);
    }

    private Sql walked(String kind, List<Object> place, int rows) {
        Sql start = new Sql("select " + order.key() + " from customer c where not c.removed" + kind);
        Sql parts = order.first(filtered(start), descending, place, rows);
        return new Sql("select w.* from (")
                .add(parts)
                .add(") w")
                .add(CustomerOrder.ofKeys("w", descending))
                .add("limit " + rows);
    }

    private Sql kinds(Sql sql, String alias) {
        return sql.where("and " + alias + ".health = ?", filter.health())
                .where("and " + alias + ".tier = ?", filter.tier())
                .where("and " + alias + ".stage = ?", filter.stage());
    }

    /** Search and owner as an index answers them. One or two letters have no trigram but at the start of a word. */
    private Sql matching(Sql sql) {
        String query = lower();
        if (query != null && query.length() < TRIGRAM) {
            sql.add(
                    "and (c.search like ? or c.search like ?)",
                    Sql.contains(query).substring(1),
                    "% " + Sql.contains(query).substring(1));
        } else {
            sql.where("and c.search like ?", query == null ? null : Sql.contains(query));
        }
        return sql.where("and c.owner = ?", filter.owner());
    }

    /** The same as a condition on what is walked through anyway, in words that tempt the planner to no other index. */
    private Sql filtered(Sql sql) {
        String query = lower();
        if (query != null && query.length() < TRIGRAM) {
            sql.add("and (starts_with(c.search, ?) or strpos(c.search, ?) > 0)", query, " " + query);
        } else {
            sql.where("and strpos(c.search, ?) > 0", query);
        }
        return sql.where("and c.owner is not distinct from ?", filter.owner());
    }

    private @Nullable String lower() {
        return filter.query() == null ? null : CustomerTable.lower(filter.query());
    }
}
