package io.aegis.server.projection;

import io.aegis.server.projection.TableWriter.Column;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** Keeps what happened with keys and bills: the first of a kind in each hour, however many a sender repeats. */
final class HappeningTable {

    private static final long HOUR_MILLIS = 3_600_000L;

    private static final String ADD = "insert into happening (customer, hour_millis, kind, at_millis)"
            + " select distinct on (1, 2, 3) * from unnest(?, ?, ?, ?) as t(customer, hour_millis, kind, at_millis)"
            + " order by 1, 2, 3, 4 on conflict do nothing";

    private HappeningTable() {}

    static void add(Connection connection, List<Happening> happenings) throws SQLException {
        if (happenings.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(ADD)) {
            TableWriter.bind(
                    insert,
                    List.of(
                            new Column(
                                    "int4",
                                    happenings.stream().map(Happening::customer).toArray()),
                            new Column(
                                    "int8",
                                    happenings.stream()
                                            .map(each -> Math.floorDiv(each.atMillis(), HOUR_MILLIS) * HOUR_MILLIS)
                                            .toArray()),
                            new Column(
                                    "text",
                                    happenings.stream().map(Happening::kind).toArray()),
                            new Column(
                                    "int8",
                                    happenings.stream().map(Happening::atMillis).toArray())));
            insert.executeUpdate();
        }
    }
}
