package io.aegis.server.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** How far the sources that are read step by step (files, databases) have been read. */
public final class SourceProgress {

    private SourceProgress() {}

    /** Null where the source was never read. */
    public static @Nullable String find(Connection connection, String source) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select progress from source_progress where source = ?")) {
            select.setString(1, source);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getString(1) : null;
            }
        }
    }

    /** Where reading begins; what was read before stays as it is. */
    public static void begin(Connection connection, String source, String progress) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into source_progress (source, progress) values (?, ?) on conflict do nothing")) {
            insert.setString(1, source);
            insert.setString(2, progress);
            insert.executeUpdate();
        }
    }

    static void write(Connection connection, SortedMap<String, String> progress) throws SQLException {
        if (progress.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement("insert into source_progress (source, progress)"
                + " values (?, ?) on conflict (source) do update"
                + " set progress = excluded.progress, updated_at = now()")) {
            for (Map.Entry<String, String> each : progress.entrySet()) {
                insert.setString(1, each.getKey());
                insert.setString(2, each.getValue());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }
}
