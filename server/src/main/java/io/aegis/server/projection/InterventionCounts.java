package io.aegis.server.projection;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** How many interventions there are by rule and status, kept up with each batch so that nobody counts rows. */
public final class InterventionCounts {

    private final Map<String, Map<String, Long>> counts = new TreeMap<>();
    private volatile SortedMap<String, SortedMap<String, Long>> published = Collections.emptySortedMap();

    public void load(Connection connection) throws SQLException {
        counts.clear();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select rule, status, count(*) from intervention where not shadow group by rule, status")) {
            while (row.next()) {
                add(row.getString(1), row.getString(2), row.getLong(3));
            }
        }
        publish();
    }

    /** Statuses as the tables have them now, before the decisions are written. */
    public Map<String, String> before(Connection connection, List<Decision> decisions) throws SQLException {
        Map<String, String> statuses = new HashMap<>();
        if (decisions.isEmpty()) {
            return statuses;
        }
        try (PreparedStatement select =
                connection.prepareStatement("select id, status from intervention where id = any(?)")) {
            select.setArray(
                    1,
                    connection.createArrayOf(
                            "text",
                            decisions.stream()
                                    .map(decision -> decision.now().id())
                                    .distinct()
                                    .toArray()));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    statuses.put(row.getString(1), row.getString(2));
                }
            }
        }
        return statuses;
    }

    /** Counts what the decisions changed, once they are written. */
    public void moved(Map<String, String> before, List<Decision> decisions) {
        if (decisions.isEmpty()) {
            return;
        }
        Map<String, Decision> last = new LinkedHashMap<>();
        decisions.stream()
                .filter(decision -> !decision.now().shadow())
                .forEach(decision -> last.put(decision.now().id(), decision));
        last.forEach((id, decision) -> {
            String was = before.get(id);
            if (was != null) {
                add(decision.now().rule(), was, -1);
            }
            add(decision.now().rule(), decision.now().status().id(), 1);
        });
        publish();
    }

    private void add(String rule, String status, long change) {
        counts.computeIfAbsent(rule, key -> new TreeMap<>()).merge(status, change, Long::sum);
    }

    private void publish() {
        SortedMap<String, SortedMap<String, Long>> copy = new TreeMap<>();
        counts.forEach((rule, statuses) -> copy.put(rule, Collections.unmodifiableSortedMap(new TreeMap<>(statuses))));
        published = Collections.unmodifiableSortedMap(copy);
    }

    /** Rule → status → how many; safe for any thread. */
    public SortedMap<String, SortedMap<String, Long>> byRule() {
        return published;
    }

    /** All of one status. */
    public long of(String status) {
        return published.values().stream()
                .mapToLong(statuses -> statuses.getOrDefault(status, 0L))
                .sum();
    }
}
