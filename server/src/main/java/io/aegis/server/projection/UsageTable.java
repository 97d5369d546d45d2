package io.aegis.server.projection;

import io.aegis.server.projection.UsageTotals.Hour;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/** Adds calls to the hourly series, and moves hours that are dropped into days. */
final class UsageTable {

    static final long DAY_MILLIS = UsageTotals.DAY_MILLIS;
    private static final int ROWS_A_STATEMENT = 2_000;

    private static final String ADD = "insert into usage_hourly as u select * from unnest(?, ?, ?, ?, ?"
            + ", ?".repeat(LatencyBuckets.COUNT + 1)
            + ") on conflict (customer, hour_millis) do update set calls = u.calls + excluded.calls,"
            + " client_errors = u.client_errors + excluded.client_errors,"
            + " server_errors = u.server_errors + excluded.server_errors, "
            + LatencyBuckets.columns("l# = u.l# + excluded.l#")
            + ", latency_max = greatest(u.latency_max, excluded.latency_max)";

    private static final String MOVE = "with gone as (delete from usage_hourly where hour_millis < ? returning *)"
            + " insert into usage_daily as u select customer, hour_millis / 86400000 * 86400000, sum(calls),"
            + " sum(client_errors), sum(server_errors), " + LatencyBuckets.columns("sum(l#)")
            + ", max(latency_max) from gone group by 1, 2 on conflict (customer, day_millis) do update set"
            + " calls = u.calls + excluded.calls,"
            + " client_errors = u.client_errors + excluded.client_errors,"
            + " server_errors = u.server_errors + excluded.server_errors, "
            + LatencyBuckets.columns("l# = u.l# + excluded.l#")
            + ", latency_max = greatest(u.latency_max, excluded.latency_max)";

    private UsageTable() {}

    static void add(Connection connection, UsageTotals totals) throws SQLException {
        List<Hour> hours = totals.hours();
        // In the order of the index, so that neighbours share its pages.
        hours.sort(Comparator.<Hour>comparingInt(hour -> hour.customer).thenComparingLong(hour -> hour.hourMillis));
        for (int from = 0; from < hours.size(); from += ROWS_A_STATEMENT) {
            addSome(connection, hours.subList(from, Math.min(hours.size(), from + ROWS_A_STATEMENT)));
        }
    }

    private static void addSome(Connection connection, List<Hour> hours) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(ADD)) {
            insert.setArray(
                    1,
                    connection.createArrayOf(
                            "int4", hours.stream().map(hour -> hour.customer).toArray()));
            setLongs(connection, insert, 2, hours, hour -> hour.hourMillis);
            setLongs(connection, insert, 3, hours, hour -> hour.calls);
            setLongs(connection, insert, 4, hours, hour -> hour.clientErrors);
            setLongs(connection, insert, 5, hours, hour -> hour.serverErrors);
            for (int bucket = 0; bucket < LatencyBuckets.COUNT; bucket++) {
                int of = bucket;
                Object[] counts = hours.stream().map(hour -> hour.latency(of)).toArray();
                insert.setArray(6 + bucket, connection.createArrayOf("int4", counts));
            }
            insert.setArray(
                    6 + LatencyBuckets.COUNT,
                    connection.createArrayOf(
                            "int4", hours.stream().map(hour -> hour.latencyMax).toArray()));
            insert.executeUpdate();
        }
    }

    private static void setLongs(
            Connection connection, PreparedStatement insert, int place, List<Hour> hours, ToLongFunction<Hour> value)
            throws SQLException {
        insert.setArray(
                place,
                connection.createArrayOf(
                        "int8", hours.stream().map(value::applyAsLong).toArray()));
    }

    /** Moves hours older than they are kept for into days, and drops older days. */
    static void deleteBefore(Connection connection, long hourlyMillis, long dailyMillis) throws SQLException {
        try (PreparedStatement move = connection.prepareStatement(MOVE)) {
            move.setLong(1, Math.floorDiv(hourlyMillis, DAY_MILLIS) * DAY_MILLIS);
            move.executeUpdate();
        }
        try (PreparedStatement delete = connection.prepareStatement("delete from usage_daily where day_millis < ?")) {
            delete.setLong(1, dailyMillis);
            delete.executeUpdate();
        }
    }

    /** Latency columns of a row as counts. */
    static long[] latency(java.sql.ResultSet row) throws SQLException {
        long[] counts = new long[LatencyBuckets.COUNT];
        for (int i : IntStream.range(0, counts.length).toArray()) {
            counts[i] = row.getLong("l" + i);
        }
        return counts;
    }
}
