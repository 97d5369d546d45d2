package io.aegis.server.projection;

import io.aegis.engine.fleet.Incident;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Reads failures of the platform with what they hold back. */
public final class IncidentQueries {

    private static final int LIMIT_MAX = 500;
    private static final int ROUTES_MAX = 5;

    private static final String SELECT = """
        select i.id, i.kind, i.started_millis, i.ended_millis, i.failing, i.active,
          (select count(distinct h.customer) from intervention h where h.held_by = i.id) as held_customers,
          (select count(*) from intervention h where h.held_by = i.id) as held_interventions
        from incident i where true
        """;
    private static final String ROUTES = """
        select f->>'method', f->>'route', sum((f->>'count')::bigint) as failures
        from intervention h, jsonb_array_elements(h.latest::jsonb->'failing') f
        where h.held_by = ?
        """;

    private final DataSource database;

    public IncidentQueries(DataSource database) {
        this.database = database;
    }

    /**
     * The newest first.
     *
     * @param status {@code open}, {@code cleared}, null for all
     * @throws IllegalArgumentException for a broken cursor
     */
    public Page<IncidentRow> page(@Nullable String status, @Nullable String cursor, int limit) {
        int rows = Math.clamp(limit, 1, LIMIT_MAX);
        Sql sql = new Sql(SELECT);
        if (status != null) {
            sql.add(status.equals("open") ? "and i.ended_millis < 0" : "and i.ended_millis >= 0");
        }
        List<IncidentRow> found = sql.after(
                        "i.started_millis, i.id",
                        true,
                        Cursor.read(cursor, "incident", List.of(Long.class, String.class)))
                .add("order by i.started_millis desc, i.id desc limit ?", rows + 1)
                .list(database, this::row);
        boolean more = found.size() > rows;
        List<IncidentRow> shown = more ? found.subList(0, rows) : found;
        return new Page<>(
                shown,
                more
                        ? Cursor.write(
                                "incident",
                                List.of(
                                        shown.getLast().openedAt().toEpochMilli(),
                                        shown.getLast().id()))
                        : null);
    }

    /** Those that last. */
    public List<IncidentRow> open() {
        return page("open", null, ROUTES_MAX).items();
    }

    List<IncidentRow> byIds(List<String> ids) {
        return ids.isEmpty()
                ? List.of()
                : new Sql(SELECT)
                        .add("and i.id = any(?) order by i.started_millis", ids)
                        .list(database, this::row);
    }

    private IncidentRow row(ResultSet row) throws SQLException {
        String id = row.getString("id");
        Incident.Kind kind = Incident.Kind.of(row.getString("kind"));
        long ended = row.getLong("ended_millis");
        double share = (double) row.getInt("failing") / Math.max(1, row.getInt("active"));
        return new IncidentRow(
                id,
                "platform_incident",
                kind.id(),
                null,
                "critical",
                ended < 0 ? "open" : "cleared",
                Instant.ofEpochMilli(row.getLong("started_millis")),
                ended < 0 ? null : Instant.ofEpochMilli(ended),
                kind.told(String.format(Locale.ROOT, "%.0f%% of the customers that called", share * 100))
                        + " when it was found",
                share,
                row.getInt("held_customers"),
                row.getInt("held_interventions"),
                routes(id, kind));
    }

    private List<IncidentRow.FailingRoute> routes(String id, Incident.Kind kind) {
        return new Sql(ROUTES)
                .addValue(id)
                .add(failing(kind))
                .add("group by 1, 2 order by 3 desc, 2, 1 limit ?", ROUTES_MAX)
                .list(
                        database,
                        row -> new IncidentRow.FailingRoute(row.getString(1), row.getString(2), row.getLong(3)));
    }

    private static String failing(Incident.Kind kind) {
        return switch (kind) {
            case SERVER -> "and (f->>'status')::int >= 500";
            case AUTH -> "and (f->>'status')::int in (401, 403)";
            case THROTTLED -> "and (f->>'status')::int = 429";
        };
    }
}
