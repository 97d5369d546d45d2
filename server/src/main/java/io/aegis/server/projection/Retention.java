package io.aegis.server.projection;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;

/** How long the tables keep what they keep. */
public final class Retention {

    private static final Duration HOURLY = Duration.ofDays(35);
    private static final Duration DAILY = Duration.ofDays(400);
    private static final Duration REJECTED = Duration.ofDays(7);
    private static final Duration UNATTRIBUTED = Duration.ofDays(35);

    private Retention() {}

    /**
     * Drops what is older, by event time for series and by arrival for refused lines.
     *
     * @param rejectedMax refused lines kept at most
     */
    public static void apply(Connection connection, long nowMillis, long clockMillis, int rejectedMax)
            throws SQLException {
        UsageTable.deleteBefore(connection, nowMillis - HOURLY.toMillis(), nowMillis - DAILY.toMillis());
        run(connection, "delete from rejected where arrived_millis < ?", clockMillis - REJECTED.toMillis());
        run(
                connection,
                "delete from rejected where id <= (select id from rejected order by id desc offset ? limit 1)",
                rejectedMax);
        run(connection, "delete from unattributed where last_millis < ?", nowMillis - UNATTRIBUTED.toMillis());
    }

    private static void run(Connection connection, String sql, long value) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(sql)) {
            delete.setLong(1, value);
            delete.executeUpdate();
        }
    }
}
