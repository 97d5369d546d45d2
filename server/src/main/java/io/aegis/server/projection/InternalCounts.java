package io.aegis.server.projection;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What figures leave out: customers whose tags say that they are internal or only tried with, and their interventions.
 * Read by the thread that writes the tables after it has written, at once while that is quick, and for a small share of
 * its time where there are very many.
 */
public final class InternalCounts {

    private static final long TIMES_LONGER = 20;

    private volatile Known known = new Known(0, Collections.emptySortedMap());
    private boolean due;
    private long readNanos;
    private long tookNanos;

    /**
     * As the tables have it.
     *
     * @param interventions rule → status → how many
     */
    public record Known(long customers, SortedMap<String, SortedMap<String, Long>> interventions) {

        /** How many of a rule are in a status. */
        public long of(String rule, String status) {
            SortedMap<String, Long> statuses = interventions.get(rule);
            return statuses == null ? 0 : statuses.getOrDefault(status, 0L);
        }
    }

    /** The tables have changed. */
    public void changed() {
        due = true;
    }

    /** True when it is time to read. */
    public boolean isDue() {
        return due && System.nanoTime() - readNanos >= TIMES_LONGER * tookNanos;
    }

    public void read(Connection connection) throws SQLException {
        long began = System.nanoTime();
        SortedMap<String, SortedMap<String, Long>> interventions = new TreeMap<>();
        long customers;
        try (Statement statement = connection.createStatement()) {
            try (ResultSet row = statement.executeQuery("select rule, status, count(*) from intervention"
                    + " where internal and not shadow group by rule, status")) {
                while (row.next()) {
                    interventions
                            .computeIfAbsent(row.getString(1), rule -> new TreeMap<>())
                            .put(row.getString(2), row.getLong(3));
                }
            }
            try (ResultSet row =
                    statement.executeQuery("select count(*) from customer where internal and not removed")) {
                row.next();
                customers = row.getLong(1);
            }
        }
        interventions.replaceAll((rule, statuses) -> Collections.unmodifiableSortedMap(statuses));
        known = new Known(customers, Collections.unmodifiableSortedMap(interventions));
        due = false;
        readNanos = System.nanoTime();
        tookNanos = readNanos - began;
    }

    /** Safe for any thread. */
    public Known known() {
        return known;
    }
}
