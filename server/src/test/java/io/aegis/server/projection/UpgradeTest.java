package io.aegis.server.projection;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.aegis.engine.CustomerView;
import io.aegis.engine.event.Stage;
import io.aegis.engine.event.SubscriptionStatus;
import io.aegis.engine.event.Tier;
import io.aegis.server.postgres.Database;
import io.aegis.server.testing.TestData;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** Tables that an earlier build wrote, brought up to date: sorted as if this one had written them. */
@Tag("slow")
final class UpgradeTest {

    private static final int CUSTOMERS = 400;
    private static final String BEFORE_LISTS = "50";

    @Test
    void shouldSortWhatAnEarlierBuildWroteAsItsNextWriteWould(@TempDir Path directory) throws SQLException {
        TestData.begin(directory);
        try (Database database = Database.open(directory, null)) {
            DataSource old = another(database);
            migrate(old, BEFORE_LISTS);
            List<CustomerView> views = views();
            write(old, views);

            migrate(old, "latest");

            List<String> migrated = steps(old);
            assertThat(migrated).hasSize(CUSTOMERS);
            try (Connection connection = old.getConnection()) {
                CustomerTable.update(connection, views);
            }
            assertThat(migrated).isEqualTo(steps(old));
            assertThat(new InterventionQueries(old, new NobodyWatched())
                            .page(InterventionFilter.ALL, "-mrr", null, 500).items().stream()
                                    .map(row -> row.mrr() == null ? -1 : row.mrr())
                                    .toList())
                    .hasSize(CUSTOMERS / 4)
                    .isSortedAccordingTo(java.util.Comparator.reverseOrder());
            assertThat(new InterventionQueries(old, new NobodyWatched())
                            .page(InterventionFilter.ALL, null, null, 500)
                            .items())
                    .filteredOn(InterventionRow::internal)
                    .hasSize(CUSTOMERS / 20);
            assertThat(new InterventionQueries(old, new NobodyWatched())
                            .page(
                                    new InterventionFilter(List.of(), null, null, null, null, "pro", "mia", true),
                                    null,
                                    null,
                                    500)
                            .items())
                    .hasSize(CUSTOMERS / 4)
                    .allMatch(row -> row.tier().equals("pro") && "mia".equals(row.owner()));
        }
    }

    /** A second database beside the one that is up to date. */
    private static DataSource another(Database database) throws SQLException {
        HikariDataSource readers = (HikariDataSource) database.readers();
        execute(readers, "create database old");
        PGSimpleDataSource old = new PGSimpleDataSource();
        old.setUrl(readers.getJdbcUrl());
        old.setDatabaseName("old");
        old.setUser(readers.getUsername());
        old.setPassword(readers.getPassword());
        return old;
    }

    private static void migrate(DataSource database, String target) {
        Flyway.configure(UpgradeTest.class.getClassLoader())
                .dataSource(database)
                .locations("classpath:db/migration")
                .table("schema_version")
                .outOfOrder(true)
                .target(target)
                .load()
                .migrate();
    }

    private static List<CustomerView> views() {
        SplittableRandom random = new SplittableRandom(7);
        List<CustomerView> views = new ArrayList<>();
        for (int number = 1; number <= CUSTOMERS; number++) {
            SortedMap<String, Object> signals = new TreeMap<>();
            signals.put("engagement_score", random.nextInt(1001) / 10.0);
            signals.put("calls_total", (long) Math.floor(StrictMath.exp(random.nextDouble(15))));
            signals.put("last_call_at", 1_762_000_000_000L - random.nextLong(1_000_000_000));
            signals.put("health", "healthy");
            signals.put("tags", number % 10 == 0 ? List.of("eu", "test") : List.of("testing"));
            if (number % 3 > 0) {
                signals.put("error_rate", number % 3 == 1 ? 0.0 : StrictMath.pow(random.nextDouble(), 6));
            }
            if (number % 5 > 0) {
                signals.put("mrr", random.nextInt(1_000_000) / 100.0);
            }
            views.add(new CustomerView(
                    number,
                    1_762_000_000_000L,
                    Tier.PRO,
                    Stage.PRODUCTION_READY,
                    SubscriptionStatus.ACTIVE,
                    signals,
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of()));
        }
        return views;
    }

    /** The exact values as the earlier build wrote them, with its coarser steps. */
    private static void write(DataSource database, List<CustomerView> views) throws SQLException {
        execute(
                database,
                "insert into customer (number, id, owner, search, name_sort)"
                        + " select n, 'c' || n, 'mia', 'c' || n, 'c' || n from generate_series(1, " + CUSTOMERS
                        + ") n");
        try (Connection connection = database.getConnection()) {
            CustomerTable.update(connection, views);
        }
        execute(database, """
                update customer set score_sort = floor(engagement_score / 5),
                  error_sort = case when error_rate is null then -1 else floor(error_rate / 0.01) end,
                  mrr_sort = case when mrr is null then -1 else (mrr * 100)::bigint >> 8 << 8 end
                """);
        execute(database, """
                insert into intervention
                select 'i' || n, n * 4, 'error_debugging', 'Title', 2, 'open', 1762000000000 - n, -1, 0, 'reason', null,
                  'diagnosis', 'action', null, null, -1, -1, 1762000000000, '{"signals":[]}', '{"signals":[]}', false
                from generate_series(1, 100) n
                """);
    }

    private static List<String> steps(DataSource database) {
        return new Sql(
                        "select concat_ws(' ', number, internal, score_sort, calls_sort, last_call_sort, error_sort, mrr_sort)"
                                + " from customer order by number")
                .list(database, row -> row.getString(1));
    }

    private static void execute(DataSource database, String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
