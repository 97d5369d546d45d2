package io.aegis.server.projection;

import io.aegis.engine.intervention.Intervention;
import io.aegis.engine.intervention.TimelineEntry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes the interventions' rows and their timelines. */
final class InterventionTable {

    private static final String UPSERT = """
            insert into intervention values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (id) do update set title = excluded.title, priority = excluded.priority,
              status = excluded.status, opened_millis = excluded.opened_millis,
              cleared_millis = excluded.cleared_millis, reopenings = excluded.reopenings,
              reason = excluded.reason, end_reason = excluded.end_reason, diagnosis = excluded.diagnosis,
              recommended_action = excluded.recommended_action, held_by = excluded.held_by,
              assignee = excluded.assignee, acknowledged_millis = excluded.acknowledged_millis,
              snoozed_until_millis = excluded.snoozed_until_millis, updated_millis = excluded.updated_millis,
              opening = excluded.opening, latest = excluded.latest, shadow = excluded.shadow
            """;

    private InterventionTable() {}

    static void upsert(Connection connection, List<Decision> decisions) throws SQLException {
        if (decisions.isEmpty()) {
            return;
        }
        Map<String, Decision> last = new LinkedHashMap<>();
        decisions.forEach(decision -> last.put(decision.now().id(), decision));
        try (PreparedStatement upsert = connection.prepareStatement(UPSERT)) {
            for (Decision decision : last.values()) {
                bind(upsert, decision);
                upsert.addBatch();
            }
            upsert.executeBatch();
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into intervention_entry values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing")) {
            for (Decision decision : decisions) {
                TimelineEntry entry = decision.entry();
                insert.setString(1, decision.now().id());
                insert.setLong(2, decision.position());
                insert.setInt(3, decision.ordinal());
                insert.setLong(4, entry.atMillis());
                insert.setString(5, entry.kind());
                insert.setString(6, entry.reason());
                insert.setString(7, entry.actor());
                insert.setString(8, clean(entry.text()));
                insert.setString(9, decision.note() == null ? null : clean(decision.note()));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static void bind(PreparedStatement upsert, Decision decision) throws SQLException {
        Intervention now = decision.now();
        upsert.setString(1, now.id());
        upsert.setInt(2, now.customer());
        upsert.setString(3, now.rule());
        upsert.setString(4, now.title());
        upsert.setInt(5, now.priority().ordinal());
        upsert.setString(6, now.status().id());
        upsert.setLong(7, now.openedAtMillis());
        upsert.setLong(8, now.clearedAtMillis());
        upsert.setInt(9, now.reopenings());
        upsert.setString(10, clean(now.reason()));
        upsert.setString(11, now.endReason());
        upsert.setString(12, clean(now.diagnosis()));
        upsert.setString(13, clean(now.recommendedAction()));
        upsert.setString(14, now.heldBy());
        upsert.setString(15, now.assignee());
        upsert.setLong(16, now.acknowledgedAtMillis());
        upsert.setLong(17, now.snoozedUntilMillis());
        upsert.setLong(18, decision.entry().atMillis());
        upsert.setString(19, EvidenceJson.write(now.opening()));
        upsert.setString(20, EvidenceJson.write(now.latest()));
        upsert.setBoolean(21, now.shadow());
    }

    private static String clean(String text) {
        return text.indexOf(0) < 0 ? text : text.replace('\u0000', '\uFFFD');
    }
}
