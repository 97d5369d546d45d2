package io.aegis.server.projection;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;

/**
 * How long each kind of data is kept: series and journal by event time, refused lines by arrival.
 *
 * @param journal what a backtest can see
 * @param hourly calls by hour; afterwards they are counted by day
 * @param daily calls by day, and what happened with keys and bills
 * @param rejected refused lines
 * @param rejectedLines refused lines at most
 * @param unattributed traffic of unknown ids after its last event
 */
public record Retention(
        Duration journal,
        Duration hourly,
        Duration daily,
        Duration rejected,
        int rejectedLines,
        Duration unattributed) {

    public static final Retention DEFAULTS = new Retention(
            Duration.ofDays(35),
            Duration.ofDays(35),
            Duration.ofDays(400),
            Duration.ofDays(7),
            10_000,
            Duration.ofDays(35));

    /** Drops from the tables what is older. */
    public void apply(Connection connection, long nowMillis, long clockMillis) throws SQLException {
        UsageTable.deleteBefore(connection, nowMillis - hourly.toMillis(), nowMillis - daily.toMillis());
        run(connection, "delete from happening where hour_millis < ?", nowMillis - daily.toMillis());
        run(connection, "delete from rejected where arrived_millis < ?", clockMillis - rejected.toMillis());
        run(
                connection,
                "delete from rejected where id <= (select id from rejected order by id desc offset ? limit 1)",
                rejectedLines);
        run(connection, "delete from unattributed where last_millis < ?", nowMillis - unattributed.toMillis());
    }

    private static void run(Connection connection, String sql, long value) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(sql)) {
            delete.setLong(1, value);
            delete.executeUpdate();
        }
    }
}
