package io.aegis.server.journal;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Record ids seen lately, as 64-bit hashes under a secret: a bounded table in memory, whose oldest entries make room,
 * and the rows from which a start fills it again. One thread.
 */
public final class RecordIds {

    private static final int SIZE_FIRST = 1 << 12;

    private final SipHash hash;
    private final int idsMax;
    /** Open addressing; 0 is an empty place. */
    private long[] table = new long[2 * SIZE_FIRST];
    /** The same in order of arrival, a ring. */
    private long[] ring = new long[SIZE_FIRST];

    private int[] arrivedSeconds = new int[SIZE_FIRST];
    private int oldest;
    private int size;
    private boolean dropped;

    public RecordIds(byte[] secret, int idsMax) {
        this.hash = new SipHash(secret);
        this.idsMax = idsMax;
    }

    public long hash(String source, String id) {
        long value = hash.of(source, id);
        return value == 0 ? 1 : value;
    }

    public boolean knows(long value) {
        return find(value) >= 0;
    }

    /** Remembers it; false when it was known. */
    public boolean add(long value, long arrivedMillis) {
        if (find(value) >= 0) {
            return false;
        }
        if (size == ring.length && !grow()) {
            remove(ring[oldest]);
            oldest = next(oldest);
            size--;
            dropped = true;
        }
        int place = (oldest + size) % ring.length;
        ring[place] = value;
        arrivedSeconds[place] = (int) (arrivedMillis / 1000);
        size++;
        insert(table, value);
        return true;
    }

    /** How far back a repetition is recognised. */
    public long spanSeconds(long nowMillis, long spanSecondsMax) {
        return dropped && size > 0
                ? Math.clamp(nowMillis / 1000 - arrivedSeconds[oldest], 0, spanSecondsMax)
                : spanSecondsMax;
    }

    static void append(Connection connection, long position, long arrivedMillis, List<Long> hashes)
            throws SQLException {
        if (hashes.isEmpty()) {
            return;
        }
        ByteBuffer bytes = ByteBuffer.allocate(8 * hashes.size());
        hashes.forEach(bytes::putLong);
        try (PreparedStatement insert = connection.prepareStatement("insert into record_ids values (?, ?, ?)")) {
            insert.setLong(1, position);
            insert.setLong(2, arrivedMillis);
            insert.setBytes(3, bytes.array());
            insert.executeUpdate();
        }
    }

    /** Fills an empty table from the newest rows, as many as fit; drops the rest. */
    public void load(Connection connection) throws SQLException {
        List<Row> rows = new ArrayList<>();
        long found = 0;
        long last = -1;
        try (PreparedStatement select = connection.prepareStatement(
                "select position, arrived_millis, hashes from record_ids order by position desc")) {
            select.setFetchSize(64);
            try (ResultSet row = select.executeQuery()) {
                while (found < idsMax && row.next()) {
                    rows.add(new Row(row.getLong(2), ByteBuffer.wrap(row.getBytes(3))));
                    found += rows.getLast().hashes().remaining() / 8;
                    last = row.getLong(1);
                }
            }
        }
        Collections.reverse(rows);
        for (Row row : rows) {
            while (row.hashes().hasRemaining()) {
                add(row.hashes().getLong(), row.arrivedMillis());
            }
        }
        try (PreparedStatement delete = connection.prepareStatement("delete from record_ids where position < ?")) {
            delete.setLong(1, last);
            dropped |= delete.executeUpdate() > 0;
        }
    }

    private record Row(long arrivedMillis, ByteBuffer hashes) {}

    private boolean grow() {
        if (ring.length >= idsMax) {
            return false;
        }
        int wanted = (int) Math.min(idsMax, 2L * ring.length);
        long[] ringNext = new long[wanted];
        int[] arrivedNext = new int[wanted];
        long[] tableNext = new long[Integer.highestOneBit(wanted) * 4];
        for (int i = 0; i < size; i++) {
            int place = (oldest + i) % ring.length;
            ringNext[i] = ring[place];
            arrivedNext[i] = arrivedSeconds[place];
            insert(tableNext, ringNext[i]);
        }
        ring = ringNext;
        arrivedSeconds = arrivedNext;
        table = tableNext;
        oldest = 0;
        return true;
    }

    private int next(int place) {
        return place + 1 == ring.length ? 0 : place + 1;
    }

    private int find(long value) {
        int mask = table.length - 1;
        int place = (int) value & mask;
        while (table[place] != 0) {
            if (table[place] == value) {
                return place;
            }
            place = (place + 1) & mask;
        }
        return -1;
    }

    private static void insert(long[] into, long value) {
        int mask = into.length - 1;
        int place = (int) value & mask;
        while (into[place] != 0) {
            place = (place + 1) & mask;
        }
        into[place] = value;
    }

    /** Removal by shifting back, so that no search ends early (Knuth, volume 3, 6.4, algorithm R). */
    private void remove(long value) {
        int mask = table.length - 1;
        int hole = find(value);
        int place = hole;
        while (true) {
            table[hole] = 0;
            int home;
            do {
                place = (place + 1) & mask;
                if (table[place] == 0) {
                    return;
                }
                home = (int) table[place] & mask;
            } while (hole <= place ? hole < home && home <= place : hole < home || home <= place);
            table[hole] = table[place];
            hole = place;
        }
    }
}
