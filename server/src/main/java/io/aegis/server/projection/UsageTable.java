package io.aegis.server.projection;

import io.aegis.server.projection.UsageTotals.Hour;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Adds calls to the hourly and daily series. */
final class UsageTable {

    private static final int ROWS_A_STATEMENT = 5_000;

    private UsageTable() {}

    static void add(Connection connection, UsageTotals totals) throws SQLException {
        List<Hour> hours = List.copyOf(totals.hours());
        for (int from = 0; from < hours.size(); from += ROWS_A_STATEMENT) {
            List<Hour> some = hours.subList(from, Math.min(hours.size(), from + ROWS_A_STATEMENT));
            add(connection, "usage_hourly", "hour_millis", some);
        }
        List<Hour> days = totals.days();
        for (int from = 0; from < days.size(); from += ROWS_A_STATEMENT) {
            add(
                    connection,
                    "usage_daily",
                    "day_millis",
                    days.subList(from, Math.min(days.size(), from + ROWS_A_STATEMENT)));
        }
    }

    private static void add(Connection connection, String table, String column, List<Hour> hours) throws SQLException {
        String sql = """
                insert into %1$s as u (customer, %2$s, calls, client_errors, server_errors, latency)
                select t.customer, t.start, t.calls, t.client, t.server, string_to_array(t.latency, ',')::int[]
                from unnest(?, ?, ?, ?, ?, ?) as t(customer, start, calls, client, server, latency)
                order by 1, 2
                on conflict (customer, %2$s) do update set calls = u.calls + excluded.calls,
                  client_errors = u.client_errors + excluded.client_errors,
                  server_errors = u.server_errors + excluded.server_errors,
                  latency = case when excluded.latency is null then u.latency
                    else add_counts(u.latency, excluded.latency) end
                """.formatted(table, column);
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            TableWriter.bind(
                    insert,
                    List.of(
                            column("int4", hours, hour -> hour.customer),
                            column("int8", hours, hour -> hour.hourMillis),
                            column("int8", hours, hour -> hour.calls),
                            column("int8", hours, hour -> hour.clientErrors),
                            column("int8", hours, hour -> hour.serverErrors),
                            column("text", hours, hour -> hour.latency == null ? null : joined(hour.latency))));
            insert.executeUpdate();
        }
    }

    /** Drops steps that are older than they are kept for. */
    static void deleteBefore(Connection connection, long hourlyMillis, long dailyMillis) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("delete from usage_hourly where hour_millis < " + hourlyMillis);
            statement.executeUpdate("delete from usage_daily where day_millis < " + dailyMillis);
        }
    }

    private static TableWriter.Column column(String type, List<Hour> hours, Function<Hour, @Nullable Object> value) {
        Object[] values = new Object[hours.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value.apply(hours.get(i));
        }
        return new TableWriter.Column(type, values);
    }

    private static String joined(int[] counts) {
        return IntStream.of(counts).mapToObj(Integer::toString).collect(Collectors.joining(","));
    }
}
