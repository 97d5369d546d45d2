package io.aegis.server.journal;

import io.aegis.codec.journal.JournalBatch;
import io.aegis.codec.journal.JournalRecord;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The journal's rows: appended inside the caller's transaction, read in order. */
public final class Journal {

    private static final int ROWS_A_FETCH = 16;

    private Journal() {}

    /**
     * How far the journal has come.
     *
     * @param position of the last record, 0 when empty
     * @param events accepted since the beginning
     * @param atMillis event time, -1 before the first tick
     */
    public record Head(long position, long events, long atMillis) {}

    /** One row, decoded. */
    public record Batch(long position, long events, List<JournalRecord> records) {}

    /** Receives rows in order. */
    @FunctionalInterface
    public interface Reader {
        void read(Batch batch) throws SQLException;
    }

    public static Head head(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select position, events, at_millis from journal order by position desc limit 1")) {
            return row.next() ? new Head(row.getLong(1), row.getLong(2), row.getLong(3)) : new Head(0, 0, -1);
        }
    }

    static void append(Connection connection, Head head, int records, byte[] payload) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into journal (position, records, events, at_millis, payload) values (?, ?, ?, ?, ?)")) {
            insert.setLong(1, head.position());
            insert.setInt(2, records);
            insert.setLong(3, head.events());
            insert.setLong(4, head.atMillis());
            insert.setBytes(5, payload);
            insert.executeUpdate();
        }
    }

    /** Whether the row that ends at this position is there: tells what became of a commit whose answer was lost. */
    public static boolean holds(Connection connection, long position) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select 1 from journal where position = ?")) {
            select.setLong(1, position);
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    /** Reads every row after a position, oldest first, in bounded memory. */
    public static void readAfter(Connection connection, long position, Reader reader) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select position, events, payload from journal where position > ? order by position")) {
            select.setFetchSize(ROWS_A_FETCH);
            select.setLong(1, position);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    reader.read(new Batch(row.getLong(1), row.getLong(2), JournalBatch.decode(row.getBytes(3))));
                }
            }
        }
    }

    /** Drops what lies at or before a position. */
    public static int deleteUpTo(Connection connection, long position) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("delete from journal where position <= ?")) {
            delete.setLong(1, position);
            return delete.executeUpdate();
        }
    }
}
