package io.aegis.server.journal;

import io.aegis.codec.event.RejectedLine;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Requests that were answered, by the hash of their key, so that a repeated one gets the first answer again. */
public final class Requests {

    private static final JsonMapper JSON = JsonMapper.shared();

    private Requests() {}

    /** Bytes as a map's key. */
    public record Hash(List<Byte> bytes) {
        public static Hash of(byte[] bytes) {
            List<Byte> list = new ArrayList<>(bytes.length);
            for (byte each : bytes) {
                list.add(each);
            }
            return new Hash(List.copyOf(list));
        }

        byte[] toBytes() {
            byte[] array = new byte[bytes.size()];
            for (int i = 0; i < array.length; i++) {
                array[i] = bytes.get(i);
            }
            return array;
        }
    }

    /** What was answered first. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Answer(byte @Nullable [] bodyHash, long keepUntilMillis, int accepted, List<RejectedLine> rejected) {

        /** Whether the same body came again; where neither said one, it is taken as the same. */
        public boolean sameBody(byte @Nullable [] other) {
            return bodyHash == null || other == null || Arrays.equals(bodyHash, other);
        }
    }

    public static Map<Hash, Answer> find(Connection connection, Collection<Hash> keys, long nowMillis)
            throws SQLException {
        Map<Hash, Answer> found = new HashMap<>();
        if (keys.isEmpty()) {
            return found;
        }
        try (PreparedStatement select = connection.prepareStatement(
                "select key_hash, body_hash, keep_until_millis, accepted, rejected from request"
                        + " where key_hash = any(?) and keep_until_millis > ?")) {
            select.setArray(
                    1,
                    connection.createArrayOf(
                            "bytea", keys.stream().map(Hash::toBytes).toArray(byte[][]::new)));
            select.setLong(2, nowMillis);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.put(
                            Hash.of(row.getBytes(1)),
                            new Answer(row.getBytes(2), row.getLong(3), row.getInt(4), lines(row.getString(5))));
                }
            }
        }
        return found;
    }

    static void insert(Connection connection, Map<Hash, Answer> answers) throws SQLException {
        if (answers.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into request values (?, ?, ?, ?, ?) on conflict (key_hash) do update set"
                        + " body_hash = excluded.body_hash, keep_until_millis = excluded.keep_until_millis,"
                        + " accepted = excluded.accepted, rejected = excluded.rejected")) {
            for (Map.Entry<Hash, Answer> each : answers.entrySet()) {
                Answer answer = each.getValue();
                insert.setBytes(1, each.getKey().toBytes());
                insert.setBytes(2, answer.bodyHash());
                insert.setLong(3, answer.keepUntilMillis());
                insert.setInt(4, answer.accepted());
                insert.setString(5, answer.rejected().isEmpty() ? "[]" : JSON.writeValueAsString(answer.rejected()));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** Drops what need not be remembered any more. */
    public static void deleteOld(Connection connection, long nowMillis) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("delete from request where keep_until_millis <= ?")) {
            delete.setLong(1, nowMillis);
            delete.executeUpdate();
        }
    }

    private static List<RejectedLine> lines(String json) {
        return json.equals("[]") ? List.of() : JSON.readValue(json, new TypeReference<List<RejectedLine>>() {});
    }
}
