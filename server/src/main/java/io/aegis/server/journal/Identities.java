package io.aegis.server.journal;

import io.aegis.formats.identity.Directory;
import io.aegis.formats.identity.Mutation;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the directory of ids learned, as rows that commit with the journal and are played back at the next start. */
public final class Identities {

    private static final int CREATED = 1;
    private static final int DISCOVERED = 2;
    private static final int RECORDED = 3;
    private static final int LINKED = 4;
    private static final int UNLINKED = 5;
    private static final int REDIRECTED = 6;
    private static final int KEY_LEARNED = 7;
    private static final int KEY_FORGOTTEN = 8;
    private static final int ERASED = 9;

    private Identities() {}

    /**
     * What an event taught.
     *
     * @param customer whose event it was
     * @param name of a customer that it created, null where it does not say
     * @param owner of a customer that it created, null where it does not say
     */
    public record Learned(
            int customer,
            Mutation mutation,
            @Nullable String name,
            @Nullable String owner) {
        public Learned(int customer, Mutation mutation) {
            this(customer, mutation, null, null);
        }
    }

    static void append(Connection connection, List<Learned> learned) throws SQLException {
        if (learned.isEmpty()) {
            return;
        }
        int count = learned.size();
        Short[] kinds = new Short[count];
        Integer[] customers = new Integer[count];
        String[] sources = new String[count];
        String[] names = new String[count];
        for (int i = 0; i < count; i++) {
            Row row = row(learned.get(i));
            kinds[i] = (short) row.kind();
            customers[i] = row.customer();
            sources[i] = row.source();
            names[i] = row.name();
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into identity_change (kind, customer, source, name) select * from unnest(?, ?, ?, ?)")) {
            insert.setArray(1, connection.createArrayOf("int2", kinds));
            insert.setArray(2, connection.createArrayOf("int4", customers));
            insert.setArray(3, connection.createArrayOf("text", sources));
            insert.setArray(4, connection.createArrayOf("text", names));
            insert.executeUpdate();
        }
        insertCustomers(connection, learned);
    }

    /** A customer is in the lists as soon as its first event is durable. */
    private static void insertCustomers(Connection connection, List<Learned> learned) throws SQLException {
        List<Learned> created = learned.stream()
                .filter(each -> each.mutation() instanceof Mutation.Created)
                .toList();
        if (created.isEmpty()) {
            return;
        }
        try (PreparedStatement insert =
                connection.prepareStatement("insert into customer (number, id, name, owner, search, name_sort)"
                        + " select n, i, t.name, t.owner, lower(i || coalesce(' ' || t.name, '')),"
                        + " lower(coalesce(t.name, i)) from unnest(?, ?, ?, ?) as t(n, i, name, owner)"
                        + " on conflict do nothing")) {
            insert.setArray(
                    1, column(connection, "int4", created, each -> row(each).customer()));
            insert.setArray(
                    2, column(connection, "text", created, each -> row(each).name()));
            insert.setArray(3, column(connection, "text", created, Learned::name));
            insert.setArray(4, column(connection, "text", created, Learned::owner));
            insert.executeUpdate();
        }
    }

    private static Array column(
            Connection connection, String type, List<Learned> rows, Function<Learned, @Nullable Object> value)
            throws SQLException {
        Object[] values = new Object[rows.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value.apply(rows.get(i));
        }
        return connection.createArrayOf(type, values);
    }

    /** Takes the names out of an erased customer's rows; that there was one stays, so that its number does. */
    static void erase(Connection connection, int customer) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(
                "delete from identity_change where customer = ? and kind not in (1, 2, 9)")) {
            delete.setInt(1, customer);
            delete.executeUpdate();
        }
        try (PreparedStatement update =
                connection.prepareStatement("update identity_change set name = '' where customer = ?")) {
            update.setInt(1, customer);
            update.executeUpdate();
        }
        try (PreparedStatement delete = connection.prepareStatement("delete from customer_key where customer = ?")) {
            delete.setInt(1, customer);
            delete.executeUpdate();
        }
    }

    /** Plays everything back into an empty directory. */
    public static void load(Connection connection, Directory directory) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select kind, customer, source, name from identity_change order by ordinal")) {
            select.setFetchSize(5_000);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    directory.apply(mutation(row.getInt(1), row.getInt(2), row.getString(3), row.getString(4)));
                }
            }
        }
    }

    private record Row(int kind, int customer, String source, String name) {}

    private static Row row(Learned learned) {
        int of = learned.customer();
        return switch (learned.mutation()) {
            case Mutation.Created created ->
                new Row(created.discovered() ? DISCOVERED : CREATED, created.number(), "", created.id());
            case Mutation.Recorded recorded -> new Row(RECORDED, recorded.number(), "", "");
            case Mutation.Linked linked -> new Row(LINKED, linked.number(), linked.source(), linked.externalId());
            case Mutation.Unlinked unlinked -> new Row(UNLINKED, of, unlinked.source(), unlinked.externalId());
            case Mutation.Redirected redirected -> new Row(REDIRECTED, redirected.number(), "", redirected.id());
            case Mutation.KeyLearned key -> new Row(KEY_LEARNED, key.number(), "", key.key());
            case Mutation.KeyForgotten key -> new Row(KEY_FORGOTTEN, of, "", key.key());
            case Mutation.Erased erased -> new Row(ERASED, erased.number(), "", "");
        };
    }

    private static Mutation mutation(int kind, int customer, String source, String name) {
        return switch (kind) {
            case CREATED -> new Mutation.Created(customer, name, false);
            case DISCOVERED -> new Mutation.Created(customer, name, true);
            case RECORDED -> new Mutation.Recorded(customer);
            case LINKED -> new Mutation.Linked(customer, source, name);
            case UNLINKED -> new Mutation.Unlinked(source, name);
            case REDIRECTED -> new Mutation.Redirected(name, customer);
            case KEY_LEARNED -> new Mutation.KeyLearned(customer, name);
            case KEY_FORGOTTEN -> new Mutation.KeyForgotten(name);
            case ERASED -> new Mutation.Erased(customer);
            default ->
                throw new IllegalStateException("an identity change is of a kind (" + kind
                        + ") that this build does not know\nStart the build that wrote it, or a newer one.");
        };
    }
}
