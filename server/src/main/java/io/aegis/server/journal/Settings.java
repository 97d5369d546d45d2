package io.aegis.server.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** What the data was begun with: kept once, then the same for good. */
public final class Settings {

    private Settings() {}

    /** The value kept under the name; {@code otherwise} is kept when there is none yet. */
    public static String keep(Connection connection, String name, String otherwise) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("insert into setting values (?, ?) on conflict do nothing")) {
            insert.setString(1, name);
            insert.setString(2, otherwise);
            insert.executeUpdate();
        }
        try (PreparedStatement select = connection.prepareStatement("select value from setting where name = ?")) {
            select.setString(1, name);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                String value = row.getString(1);
                connection.commit();
                return value;
            }
        }
    }
}
