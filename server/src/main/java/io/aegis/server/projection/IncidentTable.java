package io.aegis.server.projection;

import io.aegis.engine.fleet.Incident;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** Writes platform incidents. One that has ended stays ended, whatever a recovery tells again. */
final class IncidentTable {

    private static final String UPSERT = """
            insert into incident (id, started_millis, ended_millis, failing, active, kind) values (?, ?, ?, ?, ?, ?)
            on conflict (id) do update set ended_millis = greatest(incident.ended_millis, excluded.ended_millis)
            """;

    private IncidentTable() {}

    static void upsert(Connection connection, List<Incident> incidents) throws SQLException {
        if (incidents.isEmpty()) {
            return;
        }
        try (PreparedStatement upsert = connection.prepareStatement(UPSERT)) {
            for (Incident incident : incidents) {
                upsert.setString(1, incident.id());
                upsert.setLong(2, incident.toldFromMillis());
                upsert.setLong(3, incident.over() ? incident.endMillis() : -1);
                upsert.setInt(4, incident.failing());
                upsert.setInt(5, incident.active());
                upsert.setString(6, incident.kind().id());
                upsert.addBatch();
            }
            upsert.executeBatch();
        }
    }
}
