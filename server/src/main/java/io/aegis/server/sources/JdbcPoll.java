package io.aegis.server.sources;

import io.aegis.codec.event.EventReader;
import io.aegis.codec.event.Line;
import io.aegis.formats.identity.Door;
import io.aegis.formats.mapping.PublicJson;
import io.aegis.formats.source.SourceSetting;
import io.aegis.server.processing.Submission;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads customer records from the company's own database, from the last high-water value on. Rows that share that value
 * are read again and merge into what they were. One thread.
 */
final class JdbcPoll {

    private static final int STEP_ROWS = 1_000;
    private static final int QUERY_SECONDS_MAX = 60;
    private static final Pattern SECRET_OF_ADDRESS =
            Pattern.compile("//[^/?]*?:?([^/?:]+)@|(?i:password|pwd|secret|token|key)[^=&;]*=([^&;]+)");
    private static final List<Integer> NUMBERS =
            List.of(Types.BIGINT, Types.INTEGER, Types.SMALLINT, Types.TINYINT, Types.NUMERIC, Types.DECIMAL);

    private final SourceSetting.Jdbc setting;
    private final EventReader events;
    private final FileTail.Steps steps;
    private final InstantSource clock;
    private final JdbcRow rows;

    JdbcPoll(SourceSetting.Jdbc setting, EventReader events, FileTail.Steps steps, InstantSource clock) {
        this.setting = setting;
        this.events = events;
        this.steps = steps;
        this.clock = clock;
        this.rows = new JdbcRow(setting);
    }

    /** Makes the poll of a source. */
    @FunctionalInterface
    interface Maker {
        JdbcPoll make(SourceSetting.Jdbc setting);
    }

    /** Reads what changed since the last time; returns how many rows. */
    int run() throws SQLException {
        String since = steps.progress(setting.name());
        try (Connection connection = connect();
                PreparedStatement query =
                        connection.prepareStatement(setting.query().replace(":since", "?"))) {
            connection.setReadOnly(true);
            query.setFetchSize(STEP_ROWS);
            query.setQueryTimeout(QUERY_SECONDS_MAX);
            bind(query, since);
            try (ResultSet result = query.executeQuery()) {
                return read(result, since);
            }
        }
    }

    /**
     * Customers that the database has no longer: those known here as its customers that a full read does not bring.
     *
     * @param known ids that came from this source before
     * @return ids of {@code known} that are gone
     */
    Set<String> gone(Set<String> known) throws SQLException {
        Set<String> left = new LinkedHashSet<>(known);
        try (Connection connection = connect();
                PreparedStatement query =
                        connection.prepareStatement(setting.query().replace(":since", "?"))) {
            query.setQueryTimeout(QUERY_SECONDS_MAX);
            bind(query, null);
            try (ResultSet result = query.executeQuery()) {
                check(result.getMetaData());
                boolean any = false;
                while (result.next()) {
                    any = true;
                    left.remove(rows.customer(result));
                }
                if (!any) {
                    throw new SQLException(
                            "the query gives no row at all; that every customer is gone is taken for a fault");
                }
            }
        }
        return left;
    }

    private Connection connect() throws SQLException {
        Properties properties = new Properties();
        if (setting.user() != null) {
            properties.setProperty("user", setting.user());
        }
        if (setting.password() != null) {
            properties.setProperty("password", setting.password());
        }
        try {
            return DriverManager.getConnection(setting.url(), properties);
        } catch (SQLException failure) {
            throw new SQLException(
                    withoutSecrets(String.valueOf(failure.getMessage())), failure.getSQLState(), failure);
        }
    }

    /** Drivers repeat parts of an address that they cannot read. */
    private String withoutSecrets(String message) {
        String quiet = message;
        Matcher secret = SECRET_OF_ADDRESS.matcher(setting.url());
        while (secret.find()) {
            quiet = quiet.replace(secret.group(secret.group(1) == null ? 2 : 1), "…");
        }
        return setting.password() == null || setting.password().isEmpty()
                ? quiet
                : quiet.replace(setting.password(), "…");
    }

    /** Numbers are bound as numbers, anything else as a time; before the first poll as the least of both. */
    private void bind(PreparedStatement query, @Nullable String since) throws SQLException {
        int parameters = query.getParameterMetaData().getParameterCount();
        for (int i = 1; i <= parameters; i++) {
            if (since == null) {
                bindLeast(query, i);
            } else if (since.matches("-?\\d+")) {
                query.setLong(i, Long.parseLong(since));
            } else {
                query.setTimestamp(i, Timestamp.valueOf(since));
            }
        }
    }

    /** By the kind of the high-water column: MariaDB's driver does not tell the kind of a parameter. */
    private void bindLeast(PreparedStatement query, int parameter) throws SQLException {
        ResultSetMetaData columns = query.getMetaData();
        boolean number = false;
        for (int i = 1; columns != null && i <= columns.getColumnCount(); i++) {
            number |= columns.getColumnLabel(i).equalsIgnoreCase(setting.highWater())
                    && NUMBERS.contains(columns.getColumnType(i));
        }
        if (number) {
            query.setLong(parameter, Long.MIN_VALUE >> 32);
        } else {
            query.setTimestamp(parameter, Timestamp.valueOf("1971-01-01 00:00:00"));
        }
    }

    private int read(ResultSet result, @Nullable String since) throws SQLException {
        check(result.getMetaData());
        List<Line> lines = new ArrayList<>();
        String reached = since;
        int count = 0;
        while (result.next()) {
            count++;
            Line line = PublicJson.read(rows.event(result, clock.millis()), events, count);
            if (line != null) {
                lines.add(line);
            }
            reached = highWater(result);
            if (lines.size() == STEP_ROWS) {
                take(lines, reached);
            }
        }
        if (!lines.isEmpty()) {
            take(lines, reached);
        }
        return count;
    }

    private void take(List<Line> lines, @Nullable String reached) {
        steps.take(Submission.step(setting.name(), List.copyOf(lines), Door.OWN, reached == null ? "" : reached));
        lines.clear();
    }

    private String highWater(ResultSet result) throws SQLException {
        Object value = result.getObject(setting.highWater());
        return switch (value) {
            case null -> throw new SQLException("the high-water column (" + setting.highWater() + ") is null in a row");
            case Number number -> Long.toString(number.longValue());
            default -> String.valueOf(result.getTimestamp(setting.highWater()));
        };
    }

    /** What the query gives must be what the configuration names: a column that went away is reported, not skipped. */
    private void check(ResultSetMetaData columns) throws SQLException {
        TreeMap<String, Boolean> names = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            names.put(columns.getColumnLabel(i), true);
        }
        Set<String> found = names.navigableKeySet();
        List<String> missing = new ArrayList<>();
        for (String column : setting.columns().keySet()) {
            if (!found.contains(column)) {
                missing.add(column);
            }
        }
        if (!missing.isEmpty() || !found.contains(setting.highWater())) {
            throw new SQLException("the schema has changed: the query gives no column (" + String.join(", ", missing)
                    + "); it gives " + String.join(", ", found));
        }
    }
}
