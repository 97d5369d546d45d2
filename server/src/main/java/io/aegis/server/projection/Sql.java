package io.aegis.server.projection;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A query that is put together from parts, each with its values. */
final class Sql {

    private final StringBuilder text = new StringBuilder();
    private final List<Object> values = new ArrayList<>();

    /** Makes a value of a row. */
    @FunctionalInterface
    interface Mapping<T> {
        T map(ResultSet row) throws SQLException;
    }

    Sql(String start) {
        text.append(start);
    }

    Sql add(String part, Object... more) {
        text.append(' ').append(part);
        values.addAll(List.of(more));
        return this;
    }

    /** Another query with its values. */
    Sql add(Sql part) {
        text.append(' ').append(part.text);
        values.addAll(part.values);
        return this;
    }

    Sql addValue(Object value) {
        values.add(value);
        return this;
    }

    /** The part when there is a value for it. */
    Sql where(String part, @Nullable Object value) {
        return value == null ? this : add(part, value);
    }

    /** Rows after the place, in an order whose columns all run the same way. */
    Sql after(String columns, boolean descending, List<Object> place) {
        if (place.isEmpty()) {
            return this;
        }
        String marks = String.join(", ", java.util.Collections.nCopies(place.size(), "?"));
        return add("and (" + columns + ") " + (descending ? "<" : ">") + " (" + marks + ")", place.toArray());
    }

    <T> List<T> list(DataSource database, Mapping<T> mapping) {
        try (Connection connection = database.getConnection()) {
            return list(connection, mapping);
        } catch (SQLException e) {
            throw new IllegalStateException("the tables cannot be read: " + e.getMessage(), e);
        }
    }

    <T> List<T> list(Connection connection, Mapping<T> mapping) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(text.toString())) {
            for (int i = 0; i < values.size(); i++) {
                Object value = values.get(i);
                if (value instanceof List<?> list) {
                    statement.setArray(i + 1, connection.createArrayOf("text", list.toArray()));
                } else {
                    statement.setObject(i + 1, value);
                }
            }
            List<T> rows = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    rows.add(mapping.map(row));
                }
            }
            return rows;
        }
    }

    /** Escapes what {@code like} gives a meaning. */
    static String contains(String part) {
        return "%" + part.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }
}
