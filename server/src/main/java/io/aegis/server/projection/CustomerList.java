package io.aegis.server.projection;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A part of the list of customers, read in a time that does not grow with their number.
 *
 * <p>Few that fit a search or an owner are found by index and sorted; of an owner also many, where one index holds all
 * that is sorted by, and of a search also many, where all of them stand late in the order. Otherwise an index is walked
 * in the wanted order until enough fit. With a filter by health, tier or stage that is done once for each kind of
 * customer (a combination of the three that exists), as the filter may have everything to do with the order: customers
 * on trial are at one end of the list by revenue. Internal customers are kinds of their own, and without such a filter a
 * second walk.
 */
final class CustomerList {

    private static final int FEW_ROWS_MAX = 20_000;
    private static final int OWNED_ROWS_MAX = 200_000;
    private static final int TRIGRAM = 3;

    /** Rows that a search finds are fetched one by one; so many take as long as a walk through twice as many. */
    private static final int FOUND_ROWS_MAX = 250_000;

    private static final int WALK_PER_FOUND = 2;

    /** What is searched lies in memory: any page costs the same, comparing the text does, a second worker nothing. */
    private static final List<String> IN_MEMORY = List.of(
            "random_page_cost = 1", "cpu_operator_cost = 0.1", "parallel_setup_cost = 0", "parallel_tuple_cost = 0");

    /** One page of the table in 500. */
    private static final String SAMPLE = """
        with sample as materialized (
          select strpos(c.search, ?) > 0 as fits, c.* from customer c tablesample system (0.2) repeatable (1)
            where not c.removed)
        """;

    private static final String FOUND_AND_WALKED = """
        select (select count(*) filter (where fits) from sample) * 500,
          coalesce(min(place) filter (where fits), count(*)) * 500 from ranked
        """;

    /** Every kind there is, found by leaping through an index. */
    private static final String KINDS = """
        with recursive kind as (
          (select c.internal, c.health, c.tier, c.stage from customer c where not c.removed
             order by c.internal, c.health, c.tier, c.stage limit 1)
          union all
          select next.* from kind k cross join lateral (
            select c.internal, c.health, c.tier, c.stage from customer c
              where not c.removed
                and (c.internal, c.health, c.tier, c.stage) > (k.internal, k.health, k.tier, k.stage)
              order by c.internal, c.health, c.tier, c.stage limit 1) next)
        """;

    private static final String OF_KIND =
            " and c.internal = kind.internal and c.health = kind.health and c.tier = kind.tier and c.stage = kind.stage";

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
                return query(way(connection, place), columns, place, rows).list(connection, mapping);
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the list of customers cannot be read: " + e.getMessage(), e);
        }
    }

    /** How a page is read. */
    enum Way {
        /** In the wanted order, until enough fit. */
        WALKED,

        /** What an index finds, and nothing else tempts the planner. */
        FEW,

        /** As much of what indexes find as fits all filters. */
        MANY
    }

    /** Looks whether to fetch what an index finds; what is common is not counted to its end. */
    Way way(Connection connection, List<Object> place) throws SQLException {
        // The planner takes letters that many names have for common, and a table that just grew for small.
        switchOff(connection, "seqscan");
        if (filter.query() == null && filter.owner() == null) {
            return Way.WALKED;
        }
        Sample sample = sample(connection, place);
        if (sample.found() > 4L * FEW_ROWS_MAX) {
            return sample.way(connection);
        }
        int fewMax = filter.query() == null && order.inIndex() ? OWNED_ROWS_MAX : FEW_ROWS_MAX;
        Sql count = matching(new Sql("select count(*) from (select from customer c where not c.removed"))
                .add("limit " + (fewMax + 1) + ") found");
        return count.list(connection, row -> row.getLong(1)).getFirst() <= fewMax ? Way.FEW : sample.way(connection);
    }

    /**
     * What a search would read, guessed.
     *
     * @param found how many customers have it, wherever they stand
     * @param walked how many come before the first of them
     */
    private record Sample(long found, long walked) {
        static final Sample NONE = new Sample(0, 0);

        /** All that are found are fetched where that is sooner than to come across the first. */
        Way way(Connection connection) throws SQLException {
            if (found > FOUND_ROWS_MAX || walked <= WALK_PER_FOUND * found) {
                return Way.WALKED;
            }
            // By the index of trigrams, and not by another that happens to hold the text.
            switchOff(connection, "indexscan", "indexonlyscan");
            set(connection, IN_MEMORY);
            return Way.MANY;
        }
    }

    private Sample sample(Connection connection, List<Object> place) throws SQLException {
        String query = lower();
        if (query == null || query.length() < TRIGRAM || filter.owner() != null) {
            return Sample.NONE;
        }
        String columns = order.columns(descending ? " desc" : "");
        Sql ranked = new Sql(SAMPLE)
                .addValue(query)
                .add(", ranked as (select c.fits, row_number() over (order by " + columns + ") as place")
                .add("from sample c where true");
        return kinds(ranked, "c")
                .after(order.columns(), descending, place)
                .add(")")
                .add(FOUND_AND_WALKED)
                .list(connection, row -> new Sample(row.getLong(1), row.getLong(2)))
                .getFirst();
    }

    private static void switchOff(Connection connection, String... ways) throws SQLException {
        set(connection, Stream.of(ways).map(way -> "enable_" + way + " = off").toList());
    }

    /** For what is left of this transaction. */
    private static void set(Connection connection, List<String> settings) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String setting : settings) {
                statement.execute("set local " + setting);
            }
        }
    }

    Sql query(Way way, String columns, List<Object> place, int rows) {
        boolean kinds = way == Way.WALKED && filter.kinds();
        Sql keys = way != Way.WALKED
                ? found(way == Way.FEW ? "is not distinct from" : "=", place, rows)
                : kinds ? ofKinds(place, rows) : ofAll(place, rows);
        String head = kinds ? KINDS : "";
        return new Sql(head + columns + ", k.step, k.exact from (")
                .add(keys)
                .add(") k join customer c on c.number = k.number")
                .add(CustomerOrder.ofKeys("k", descending));
    }

    /**
     * Its {@code offset} keeps the planner from walking an index instead, without a copy of all that is found.
     *
     * @param is how a filter is compared: with {@code =} an index may narrow what is fetched
     */
    private Sql found(String is, List<Object> place, int rows) {
        Sql all = matching(
                new Sql("select found.* from (select " + order.key() + " from customer c where not c.removed"));
        return all.where("and c.health " + is + " ?", filter.health())
                .where("and c.tier " + is + " ?", filter.tier())
                .where("and c.stage " + is + " ?", filter.stage())
                .after(order.columns(), descending, place)
                .add("offset 0) found")
                .add(CustomerOrder.ofKeys("found", descending))
                .add("limit " + rows);
    }

    private Sql ofAll(List<Object> place, int rows) {
        Sql usual = walked(" and not c.internal", place, rows);
        if (!filter.internal()) {
            return usual;
        }
        return new Sql("select w.* from ((")
                .add(usual)
                .add(") union all (")
                .add(walked(" and c.internal", place, rows))
                .add(")) w")
                .add(CustomerOrder.ofKeys("w", descending))
                .add("limit " + rows);
    }

    private Sql ofKinds(List<Object> place, int rows) {
        return kinds(new Sql("select w.* from (select * from kind where true"), "kind")
                .add(") kind cross join lateral (")
                .add(walked(OF_KIND, place, rows))
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
        return sql.add(filter.internal() ? "" : "and not " + alias + ".internal")
                .where("and " + alias + ".health = ?", filter.health())
                .where("and " + alias + ".tier = ?", filter.tier())
                .where("and " + alias + ".stage = ?", filter.stage());
    }

    /** Search and owner as indexes answer them; the usual customers and the internal ones have their own for a search. */
    private Sql matching(Sql sql) {
        String query = lower();
        if (query == null) {
            sql.add(filter.internal() ? "" : "and c.internal is not true");
        } else {
            sql.add("and (false");
            for (String pattern : patterns(query)) {
                sql.add("or not c.internal and c.search like ?", pattern);
                if (filter.internal()) {
                    sql.add("or c.internal and c.search like ?", pattern);
                }
            }
            sql.add(")");
        }
        return sql.where("and c.owner = ?", filter.owner());
    }

    /** One or two letters have no trigram but at the start of a word. */
    private static List<String> patterns(String query) {
        String anywhere = Sql.contains(query);
        return query.length() < TRIGRAM
                ? List.of(anywhere.substring(1), "% " + anywhere.substring(1))
                : List.of(anywhere);
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
