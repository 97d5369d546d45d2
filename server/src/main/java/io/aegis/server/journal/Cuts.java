package io.aegis.server.journal;

import io.aegis.codec.journal.SnapshotPart;
import io.aegis.engine.RestoredCustomer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Cuts: the state of everything at one position. A whole cut holds every customer, one after it those changed since the
 * cut before. A cut counts once its own row is there; its parts are written first.
 */
public final class Cuts {

    private static final int PARTS_AHEAD = 4;

    private Cuts() {}

    /**
     * A cut without its customers.
     *
     * @param rules in force at its position
     * @param shared the engine's state of no single customer
     * @param host this host's own state
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Cut(long position, long atMillis, boolean whole, String rules, byte[] shared, byte[] host) {}

    /**
     * Writes a part before it is known at which position the cut will lie.
     *
     * @param begun the position at which the cut was begun
     */
    public static void writePart(Connection connection, long begun, int part, byte[] customers) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("insert into cut_part values (?, ?, ?) on conflict do nothing")) {
            insert.setLong(1, begun);
            insert.setInt(2, part);
            insert.setBytes(3, customers);
            insert.executeUpdate();
        }
        connection.commit();
    }

    /**
     * Makes the cut valid.
     *
     * @param begun under which its parts were written
     */
    public static void complete(Connection connection, Cut cut, long begun) throws SQLException {
        if (begun != cut.position()) {
            try (PreparedStatement move =
                    connection.prepareStatement("update cut_part set position = ? where position = ?")) {
                move.setLong(1, cut.position());
                move.setLong(2, begun);
                move.executeUpdate();
            }
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into cut (position, at_millis, whole, rules, shared, host) values (?, ?, ?, ?, ?, ?)"
                        + " on conflict do nothing")) {
            insert.setLong(1, cut.position());
            insert.setLong(2, cut.atMillis());
            insert.setBoolean(3, cut.whole());
            insert.setString(4, cut.rules());
            insert.setBytes(5, cut.shared());
            insert.setBytes(6, cut.host());
            insert.executeUpdate();
        }
        connection.commit();
    }

    /** The newest valid cut, null on fresh data. */
    public static @Nullable Cut last(Connection connection) throws SQLException {
        return find(connection, "order by position desc limit 1");
    }

    /** The oldest whole cut that is kept: where history can be read from; null where the journal is whole. */
    public static @Nullable Cut oldestWhole(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("select position - records from journal order by position limit 1")) {
            if (!row.next() || row.getLong(1) == 0) {
                return null;
            }
        }
        return find(connection, "where whole order by position limit 1");
    }

    private static @Nullable Cut find(Connection connection, String which) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select position, at_millis, whole, rules, shared, host from cut " + which)) {
            return row.next()
                    ? new Cut(
                            row.getLong(1),
                            row.getLong(2),
                            row.getBoolean(3),
                            row.getString(4),
                            row.getBytes(5),
                            row.getBytes(6))
                    : null;
        }
    }

    /**
     * How much is stored.
     *
     * @param whole bytes of the newest whole cut
     * @param since bytes of the cuts after it
     */
    public record Sizes(long whole, long since) {}

    public static Sizes sizes(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        select coalesce(sum(octet_length(customers)) filter (where position = w), 0),
                          coalesce(sum(octet_length(customers)) filter (where position > w), 0)
                        from cut_part, (select max(position) as w from cut where whole) as newest
                        """)) {
            row.next();
            return new Sizes(row.getLong(1), row.getLong(2));
        }
    }

    /**
     * Hands over every customer as it was at the cut, each once. Parts are read, unpacked and made customers of on a
     * thread of their own, ahead of the caller's.
     */
    public static void restore(Connection connection, Cut cut, Consumer<RestoredCustomer> taker) throws SQLException {
        BlockingQueue<List<RestoredCustomer>> ahead = new ArrayBlockingQueue<>(PARTS_AHEAD);
        CompletableFuture<Void> reading = CompletableFuture.runAsync(
                () -> readParts(connection, cut, ahead),
                task -> Thread.ofPlatform().daemon().name("cut-reader").start(task));
        try {
            for (List<RestoredCustomer> part = ahead.take(); !part.isEmpty(); part = ahead.take()) {
                part.forEach(taker);
            }
            reading.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a cut was read", e);
        }
    }

    /** Newest parts first: what comes of a customer later is older. Ends with an empty part, also when it fails. */
    private static void readParts(Connection connection, Cut cut, BlockingQueue<List<RestoredCustomer>> ahead) {
        BitSet known = new BitSet();
        try (PreparedStatement select = connection.prepareStatement(
                "select p.customers from cut_part p join cut c using (position) where position <= ? and position >="
                        + " (select max(position) from cut where whole and position <= ?)"
                        + " order by position desc, part desc")) {
            select.setFetchSize(8);
            select.setLong(1, cut.position());
            select.setLong(2, cut.position());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    List<RestoredCustomer> part = new ArrayList<>();
                    SnapshotPart.decode(row.getBytes(1), (customer, snapshot) -> {
                        if (!known.get(customer) && snapshot.length > 0) {
                            part.add(RestoredCustomer.of(customer, snapshot));
                        }
                        known.set(customer);
                    });
                    if (!part.isEmpty()) {
                        put(ahead, part);
                    }
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("a cut cannot be read: " + e.getMessage(), e);
        } finally {
            put(ahead, List.of());
        }
    }

    private static void put(BlockingQueue<List<RestoredCustomer>> ahead, List<RestoredCustomer> part) {
        try {
            ahead.put(part);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a cut was read", e);
        }
    }

    /** Drops parts of cuts that never became valid. */
    public static void deleteUnfinished(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("delete from cut_part where position not in (select position from cut)");
        }
        connection.commit();
    }

    /**
     * Drops what neither recovery nor history needs: changes before the newest whole cut, and whole cuts except one a
     * day and the newest.
     *
     * @return position of the oldest whole cut kept that is not younger than {@code keptFromMillis}; the journal before
     *     it is not needed; 0 if there is none
     */
    public static long prune(Connection connection, long keptFromMillis) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("""
                    delete from cut where position < (select max(position) from cut where whole) and (not whole
                      or position not in (select min(position) from cut where whole group by at_millis / 86400000))
                    """);
        }
        long base = base(connection, keptFromMillis);
        try (PreparedStatement delete = connection.prepareStatement("delete from cut where position < ?")) {
            delete.setLong(1, base);
            delete.executeUpdate();
        }
        deleteUnfinished(connection);
        return base;
    }

    private static long base(Connection connection, long keptFromMillis) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select coalesce(max(position), 0) from cut where whole and at_millis <= ?")) {
            select.setLong(1, keptFromMillis);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
