package io.aegis.server.projection;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;

/** Writes batches into the tables, each in one transaction with the position it reaches. */
public final class TableWriter {

    private TableWriter() {}

    /**
     * How far the tables have come.
     *
     * @param decisions position up to which interventions and profiles are in them
     * @param usage position up to which calls are counted in them
     */
    public record Reached(long decisions, long usage) {}

    public static Reached reached(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("select (select position from projected where what = 'decisions'),"
                                + " (select position from projected where what = 'usage')")) {
            row.next();
            return new Reached(row.getLong(1), row.getLong(2));
        }
    }

    public static void write(Connection connection, TableBatch batch) throws SQLException {
        CustomerTable.update(connection, batch.views());
        CustomerTable.mergeProfiles(connection, batch.profiles());
        CustomerTable.remove(connection, batch.removed());
        HappeningTable.add(connection, batch.happenings());
        CurrencyTable.update(connection, batch.currencies());
        CustomerTable.erase(connection, batch.erased());
        InterventionTable.upsert(connection, batch.decisions());
        IncidentTable.upsert(connection, batch.incidents());
        reach(connection, "decisions", batch.position());
        connection.commit();
    }

    /** Counts calls, all those up to the position that are not counted yet. */
    public static void count(Connection connection, UsageTotals usage, long position) throws SQLException {
        UsageTable.add(connection, usage);
        reach(connection, "usage", position);
        connection.commit();
    }

    private static void reach(Connection connection, String what, long position) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("update projected set position = ? where what = ? and position < ?")) {
            update.setLong(1, position);
            update.setString(2, what);
            update.setLong(3, position);
            update.executeUpdate();
        }
    }

    /** Binds columns to the arrays of an {@code unnest}. */
    static void bind(PreparedStatement statement, List<Column> columns) throws SQLException {
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            statement.setArray(i + 1, statement.getConnection().createArrayOf(column.type(), column.values()));
        }
    }

    /** A column of as many values as there are rows. */
    @SuppressWarnings("ArrayRecordComponent")
    record Column(String type, Object[] values) {
        @Override
        public String toString() {
            return type + Arrays.toString(values);
        }
    }
}
