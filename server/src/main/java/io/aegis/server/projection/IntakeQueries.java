package io.aegis.server.projection;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Reads what the doors refused and what they could attribute to nobody. */
public final class IntakeQueries {

    private static final int LIMIT_MAX = 500;
    private static final String REJECTED =
            "select id, source, arrived_millis, line, field, reason, masked from rejected where true";

    private final DataSource database;

    public IntakeQueries(DataSource database) {
        this.database = database;
    }

    /**
     * Refused lines, the newest first.
     *
     * @throws IllegalArgumentException for a broken cursor
     */
    public Page<RejectedRow> rejected(@Nullable String source, @Nullable String cursor, int limit) {
        int rows = Math.clamp(limit, 1, LIMIT_MAX);
        List<RejectedRow> found = new Sql(REJECTED)
                .where("and source = ?", source)
                .after("id", true, Cursor.read(cursor, "rejected", List.of(Long.class)))
                .add("order by id desc limit ?", rows + 1)
                .list(database, IntakeQueries::rejectedRow);
        boolean more = found.size() > rows;
        List<RejectedRow> shown = more ? found.subList(0, rows) : found;
        return new Page<>(
                shown, more ? Cursor.write("rejected", List.of(shown.getLast().id())) : null);
    }

    public Optional<RejectedRow> rejected(long id) {
        return new Sql(REJECTED)
                .add("and id = ?", id).list(database, IntakeQueries::rejectedRow).stream()
                        .findFirst();
    }

    /** Takes a line off the list, once it was sent again. */
    public void drop(long id) {
        new Sql("delete from rejected where id = ? returning id").addValue(id).list(database, row -> row.getLong(1));
    }

    /**
     * Ids of nobody known, the busiest first; those of a source that named none have an empty one, which nobody can link.
     *
     * @throws IllegalArgumentException for a broken cursor
     */
    public Page<UnattributedRow> unattributed(@Nullable String source, @Nullable String cursor, int limit) {
        int rows = Math.clamp(limit, 1, LIMIT_MAX);
        List<UnattributedRow> found = new Sql(
                        "select source, name, events, first_millis, last_millis from unattributed where true")
                .where("and source = ?", source)
                .after(
                        "events, source, name",
                        true,
                        Cursor.read(cursor, "unattributed", List.of(Long.class, String.class, String.class)))
                .add("order by events desc, source desc, name desc limit ?", rows + 1)
                .list(
                        database,
                        row -> new UnattributedRow(
                                row.getString(1),
                                row.getString(2),
                                row.getLong(3),
                                Instant.ofEpochMilli(row.getLong(4)),
                                Instant.ofEpochMilli(row.getLong(5))));
        boolean more = found.size() > rows;
        List<UnattributedRow> shown = more ? found.subList(0, rows) : found;
        UnattributedRow last = shown.isEmpty() ? null : shown.getLast();
        return new Page<>(
                shown,
                more && last != null
                        ? Cursor.write("unattributed", List.of(last.events(), last.source(), last.id()))
                        : null);
    }

    private static RejectedRow rejectedRow(ResultSet row) throws SQLException {
        return new RejectedRow(
                row.getLong(1),
                row.getString(2),
                Instant.ofEpochMilli(row.getLong(3)),
                row.getLong(4),
                row.getString(5),
                row.getString(6),
                row.getString(7));
    }
}
