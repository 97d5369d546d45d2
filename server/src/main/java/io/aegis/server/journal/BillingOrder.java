package io.aegis.server.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * When the newest record of a kind was made by a system that sends states of things (a subscription, a payment), not in
 * their order: what is older than what was taken already is out of date. Kept in the commit of the record itself.
 */
public final class BillingOrder {

    private BillingOrder() {}

    /** @param kind of record, within its source */
    public record Key(int customer, String kind) {}

    /** By kind, when the customer's newest was made, as epoch milliseconds. */
    public static Map<String, Long> find(Connection connection, int customer) throws SQLException {
        Map<String, Long> newest = new HashMap<>();
        try (PreparedStatement select =
                connection.prepareStatement("select kind, at_millis from billing_order where customer = ?")) {
            select.setInt(1, customer);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    newest.put(rows.getString(1), rows.getLong(2));
                }
            }
        }
        return newest;
    }

    static void write(Connection connection, Map<Key, Long> newest) throws SQLException {
        if (newest.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement("insert into billing_order values (?, ?, ?)"
                + " on conflict (customer, kind) do update set at_millis = excluded.at_millis")) {
            for (Map.Entry<Key, Long> each : newest.entrySet()) {
                insert.setInt(1, each.getKey().customer());
                insert.setString(2, each.getKey().kind());
                insert.setLong(3, each.getValue());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    static void erase(Connection connection, int customer) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("delete from billing_order where customer = ?")) {
            delete.setInt(1, customer);
            delete.executeUpdate();
        }
    }
}
