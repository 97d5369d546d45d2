package io.aegis.server.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.codec.event.EventReader;
import io.aegis.codec.event.Line;
import io.aegis.codec.event.Masking;
import io.aegis.codec.event.PublicEvent;
import io.aegis.engine.event.CustomerUpdate;
import io.aegis.engine.event.Tier;
import io.aegis.formats.mapping.Plans;
import io.aegis.formats.source.SourceSetting;
import io.aegis.server.postgres.Database;
import io.aegis.server.processing.Submission;
import io.aegis.server.testing.TestData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Customer records from a real PostgreSQL. */
@Tag("slow")
final class JdbcPollTest {

    @TempDir
    Path directory = Path.of("");

    private @Nullable Database database;
    private @Nullable JdbcPoll poll;
    private final List<PublicEvent> taken = new ArrayList<>();
    private @Nullable String progress;

    @BeforeEach
    void open() throws IOException, SQLException {
        TestData.begin(directory);
        database = Database.open(directory, null);
        JsonNode address = JsonMapper.shared().readTree(Files.readString(directory.resolve("server.json")));
        execute("create table account (id text primary key, label text, plan text, region text, changed timestamp)");
        Map<String, String> columns = new LinkedHashMap<>();
        columns.put("id", "customer");
        columns.put("label", "name");
        columns.put("plan", "tier");
        columns.put("region", "attributes.region");
        SourceSetting.Jdbc setting = new SourceSetting.Jdbc(
                "crm",
                address.path("database_url").asString(),
                address.path("database_user").asString(),
                address.path("database_password").asString(),
                "select * from account where changed > :since order by changed",
                "changed",
                Duration.ofSeconds(1),
                columns,
                new Plans(Map.of("gold", Tier.ENTERPRISE)));
        FileTail.Steps steps = new FileTail.Steps() {
            @Override
            public void begin(String source, String progress) {}

            @Override
            public @Nullable String progress(String source) {
                return progress;
            }

            @Override
            public void take(Submission step) {
                for (Line line : step.lines()) {
                    taken.add((PublicEvent) line);
                }
                progress = step.progress();
            }
        };
        EventReader events = new EventReader(new Masking(new byte[16]));
        poll = new JdbcPoll(setting, events, steps, InstantSource.fixed(Instant.parse("2026-11-22T10:00:00Z")));
    }

    @AfterEach
    void close() {
        if (database != null) {
            database.close();
        }
    }

    private void execute(String sql) throws SQLException {
        if (database == null) {
            throw new IllegalStateException("not open");
        }
        try (Connection connection = database.readers().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private JdbcPoll poll() {
        if (poll == null) {
            throw new IllegalStateException("not open");
        }
        return poll;
    }

    @Test
    void shouldReadWhatChangedSinceTheLastTime() throws SQLException {
        execute("insert into account values ('a', 'Acme', 'gold', 'eu', '2026-11-01 10:00:00.123456'),"
                + " ('b', null, 'starter_monthly', null, '2026-11-02 10:00:00')");
        assertThat(poll().run()).isEqualTo(2);
        assertThat(taken).extracting(PublicEvent::customer).containsExactly("a", "b");
        assertThat(taken.getFirst().fact())
                .isInstanceOfSatisfying(
                        CustomerUpdate.class,
                        update -> assertThat(update.tier()).isEqualTo(Tier.ENTERPRISE));
        assertThat(String.valueOf(taken.getFirst().profile())).contains("Acme", "region");
        assertThat(poll().run()).isZero();
        execute("update account set label = 'Beta', changed = '2026-11-03 10:00:00' where id = 'b'");
        assertThat(poll().run()).isEqualTo(1);
        assertThat(taken.getLast().customer()).isEqualTo("b");
        execute("delete from account where id = 'a'");
        assertThat(poll().gone(Set.of("a", "b"))).containsExactly("a");
    }

    @Test
    void shouldReportASchemaThatHasChanged() throws SQLException {
        execute("alter table account rename column plan to product");
        assertThatThrownBy(() -> poll().run())
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("no column (plan)")
                .hasMessageContaining("product");
    }
}
