package io.aegis.server.sources;

import io.aegis.codec.event.EventReader;
import io.aegis.codec.event.Line;
import io.aegis.formats.mapping.PublicJson;
import io.aegis.formats.source.SourceSetting;
import io.aegis.server.intake.Acceptance;
import io.aegis.server.processing.Submission;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * Finds customers that a customer database no longer has, by reading it in full: a high-water column shows what changed,
 * never what is gone. On demand only.
 */
final class Departures {

    private final Supplier<DataSource> database;
    private final Supplier<EventReader> events;
    private final Supplier<Acceptance> acceptance;
    private final JdbcPoll.Maker polls;
    private final InstantSource clock;

    Departures(
            Supplier<DataSource> database,
            Supplier<EventReader> events,
            Supplier<Acceptance> acceptance,
            JdbcPoll.Maker polls,
            InstantSource clock) {
        this.database = database;
        this.events = events;
        this.acceptance = acceptance;
        this.polls = polls;
        this.clock = clock;
    }

    /** Ids that came from the source and that it does not have any more. */
    List<String> find(SourceSetting.Jdbc source) throws SQLException {
        return List.copyOf(polls.make(source).gone(known(source.name())));
    }

    /** Their state and interventions end, as with a {@code customer_removed} event. */
    void remove(SourceSetting.Jdbc source, List<String> ids) {
        List<Line> lines = new ArrayList<>();
        for (String id : ids) {
            Line line = PublicJson.read(
                    PublicJson.of("customer_removed", id, clock.millis()).node(), events.get(), lines.size() + 1L);
            if (line != null) {
                lines.add(line);
            }
        }
        if (!lines.isEmpty()) {
            acceptance.get().take(new Submission(source.name(), lines, null, null, false));
        }
    }

    /** Each row of the source links its id to the customer under the source's name. */
    private Set<String> known(String source) throws SQLException {
        Set<String> ids = new LinkedHashSet<>();
        try (Connection connection = database.get().getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "select distinct i.name from identity_change i join customer c on c.number = i.customer"
                                + " where i.kind = 4 and i.source = ? order by 1")) {
            select.setString(1, source);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    ids.add(row.getString(1));
                }
            }
        }
        return ids;
    }
}
