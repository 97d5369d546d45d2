package io.aegis.server.journal;

import io.aegis.codec.journal.JournalBatch;
import io.aegis.codec.journal.JournalRecord;
import io.aegis.engine.event.Subscription;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The newest record of a kind from a system that sends states of things (a subscription, a payment), not in their order:
 * what is older than what was taken already is out of date. Kept in the commit of the record itself.
 */
public final class BillingOrder {

    private BillingOrder() {}

    /** @param kind of record, within its source */
    public record Key(int customer, String kind) {}

    /**
     * The newest of a kind.
     *
     * @param atMillis when it was made
     * @param state of one subscription, null where there is none to remember
     */
    public record Newest(long atMillis, @Nullable Subscription state) {

        /** In the place of one that is not to be kept any longer. */
        public static final Newest FORGOTTEN = new Newest(Long.MIN_VALUE, null);
    }

    /** By kind, the customer's newest. */
    public static Map<String, Newest> find(Connection connection, int customer) throws SQLException {
        Map<String, Newest> newest = new HashMap<>();
        try (PreparedStatement select =
                connection.prepareStatement("select kind, at_millis, state from billing_order where customer = ?")) {
            select.setInt(1, customer);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    newest.put(rows.getString(1), new Newest(rows.getLong(2), state(rows.getBytes(3))));
                }
            }
        }
        return newest;
    }

    private static @Nullable Subscription state(byte @Nullable [] batch) {
        return batch != null
                        && JournalBatch.decode(batch).getFirst() instanceof JournalRecord.Event event
                        && event.fact() instanceof Subscription subscription
                ? subscription
                : null;
    }

    static void write(Connection connection, Map<Key, Newest> newest) throws SQLException {
        if (newest.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement("insert into billing_order values (?, ?, ?, ?)"
                        + " on conflict (customer, kind) do update set at_millis = excluded.at_millis,"
                        + " state = excluded.state");
                PreparedStatement delete =
                        connection.prepareStatement("delete from billing_order where customer = ? and kind = ?")) {
            for (Map.Entry<Key, Newest> each : newest.entrySet()) {
                boolean forgotten = each.getValue().equals(Newest.FORGOTTEN);
                PreparedStatement statement = forgotten ? delete : insert;
                statement.setInt(1, each.getKey().customer());
                statement.setString(2, each.getKey().kind());
                if (!forgotten) {
                    insert.setLong(3, each.getValue().atMillis());
                    insert.setBytes(4, batch(each.getKey().customer(), each.getValue()));
                }
                statement.addBatch();
            }
            insert.executeBatch();
            delete.executeBatch();
        }
    }

    private static byte @Nullable [] batch(int customer, Newest newest) {
        Subscription state = newest.state();
        return state == null
                ? null
                : JournalBatch.encode(List.of(new JournalRecord.Event(customer, 0, newest.atMillis(), state)));
    }

    static void erase(Connection connection, int customer) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("delete from billing_order where customer = ?")) {
            delete.setInt(1, customer);
            delete.executeUpdate();
        }
    }
}
