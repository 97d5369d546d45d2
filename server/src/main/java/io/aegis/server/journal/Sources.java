package io.aegis.server.journal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;

/** Numbers of sources by their names. */
public final class Sources {

    private Sources() {}

    public static Map<String, Integer> load(Connection connection) throws SQLException {
        Map<String, Integer> sources = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select name, number from source")) {
            while (row.next()) {
                sources.put(row.getString(1), row.getInt(2));
            }
        }
        return sources;
    }
}
