package io.aegis.server.journal;

import io.aegis.codec.event.RejectedLine;
import io.aegis.codec.journal.JournalBatch;
import io.aegis.codec.journal.JournalRecord;
import io.aegis.formats.identity.Mutation;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Everything that becomes durable in one transaction.
 *
 * @param head the journal after it; its position is the last record's
 * @param recordIds hashes of the ids that its events brought
 * @param erased customers whose names and keys go
 * @param progress source → how far it has been read
 * @param billing the newest record of a kind
 */
public record JournalCommit(
        Journal.Head head,
        List<JournalRecord> records,
        long arrivedMillis,
        List<Long> recordIds,
        Map<Requests.Hash, Requests.Answer> answers,
        List<Identities.Learned> learned,
        Map<Integer, byte[]> keys,
        SortedMap<Integer, String> sources,
        List<Rejected> rejected,
        List<Stray> strays,
        List<Integer> erased,
        SortedMap<String, String> progress,
        Map<BillingOrder.Key, BillingOrder.Newest> billing) {

    /** A line refused at the door, and from which source it came. */
    public record Rejected(String source, RejectedLine line) {}

    /** Events of an id that belongs to nobody known. */
    public record Stray(String source, String name, long events, long firstMillis, long lastMillis) {}

    /** Writes it and commits. */
    public void write(Connection connection) throws SQLException {
        if (!records.isEmpty()) {
            Journal.append(connection, head, records.size(), JournalBatch.encode(records));
            RecordIds.append(connection, head.position(), arrivedMillis, recordIds);
        }
        Requests.insert(connection, answers);
        Identities.append(connection, learned);
        CustomerKeys.insert(connection, keys);
        writeSources(connection);
        writeRejected(connection);
        writeStrays(connection);
        forgetLinked(connection);
        for (int customer : erased) {
            Identities.erase(connection, customer);
        }
        SourceProgress.write(connection, progress);
        BillingOrder.write(connection, billing);
        for (int customer : erased) {
            BillingOrder.erase(connection, customer);
        }
        connection.commit();
    }

    /** An id that was linked is nobody's no longer. */
    private void forgetLinked(Connection connection) throws SQLException {
        for (Identities.Learned each : learned) {
            if (each.mutation() instanceof Mutation.Linked linked) {
                try (PreparedStatement delete =
                        connection.prepareStatement("delete from unattributed where source = ? and name = ?")) {
                    delete.setString(1, linked.source());
                    delete.setString(2, linked.externalId());
                    delete.executeUpdate();
                }
            }
        }
    }

    private void writeSources(Connection connection) throws SQLException {
        for (Map.Entry<Integer, String> source : sources.entrySet()) {
            try (PreparedStatement insert =
                    connection.prepareStatement("insert into source values (?, ?) on conflict do nothing")) {
                insert.setInt(1, source.getKey());
                insert.setString(2, source.getValue());
                insert.executeUpdate();
            }
        }
    }

    private void writeRejected(Connection connection) throws SQLException {
        if (rejected.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into rejected (source, arrived_millis, line, field, reason, masked) values (?, ?, ?, ?, ?, ?)")) {
            for (Rejected each : rejected) {
                insert.setString(1, each.source());
                insert.setLong(2, arrivedMillis);
                insert.setLong(3, each.line().line());
                insert.setObject(4, each.line().field(), Types.VARCHAR);
                insert.setString(5, clean(each.line().reason()));
                insert.setString(6, clean(each.line().masked()));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private void writeStrays(Connection connection) throws SQLException {
        if (strays.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into unattributed values (?, ?, ?, ?, ?) on conflict (source, name) do update set"
                        + " events = unattributed.events + excluded.events,"
                        + " first_millis = least(unattributed.first_millis, excluded.first_millis),"
                        + " last_millis = greatest(unattributed.last_millis, excluded.last_millis)")) {
            for (Stray stray : strays) {
                insert.setString(1, stray.source());
                insert.setString(2, clean(stray.name()));
                insert.setLong(3, stray.events());
                insert.setLong(4, stray.firstMillis());
                insert.setLong(5, stray.lastMillis());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** PostgreSQL's text holds every character but this one. */
    private static String clean(String text) {
        return text.indexOf(0) < 0 ? text : text.replace('\u0000', '\uFFFD');
    }
}
