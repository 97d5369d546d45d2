package io.aegis.server.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.server.postgres.Database;
import io.aegis.server.testing.TestData;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Every order of the list of customers under every filter: right, and read by index. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CustomerListTest {

    private static final int CUSTOMERS = 30_000;
    private static final int ROWS = 51;
    private static final Pattern READ = Pattern.compile("Scan.*actual rows=([0-9.]+) loops=([0-9]+)");

    @TempDir
    private static Path directory;

    private Database database;
    private CustomerQueries customers;

    @BeforeAll
    void fill() throws SQLException {
        TestData.begin(directory);
        database = Database.open(directory, null);
        ManyCustomers.fill(database.readers(), CUSTOMERS, 1_000);
        customers = new CustomerQueries(
                database.readers(),
                new NobodyWatched(),
                new InterventionQueries(database.readers(), new NobodyWatched()));
    }

    @AfterAll
    void close() {
        database.close();
    }

    @Test
    void shouldReadEveryOrderUnderEveryFilterByIndexAndLittle() throws SQLException {
        try (Connection connection = database.readers().getConnection()) {
            for (Map.Entry<String, CustomerFilter> filter : filters().entrySet()) {
                for (CustomerOrder order : CustomerOrder.values()) {
                    for (boolean descending : List.of(false, true)) {
                        List<String> plan = plan(connection, filter.getValue(), order, descending);
                        String named = filter.getKey() + " by " + order + (descending ? " descending" : "");
                        assertThat(plan).as(named).noneMatch(line -> line.contains("Seq Scan on customer"));
                        assertThat(read(plan)).as("rows read: " + named).isLessThan(CUSTOMERS / 2);
                    }
                }
            }
        }
    }

    /** As after a first outage: what the planner knows is from before it. */
    @Test
    void shouldReadOpenRulesByCustomerWhenNoOpenOneIsKnownYet() throws SQLException {
        try (Connection connection = database.readers().getConnection()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                String columns =
                        "id, customer, rule, title, priority, status, opened_millis, cleared_millis, reopenings,"
                                + " reason, diagnosis, recommended_action, acknowledged_millis, snoozed_until_millis,"
                                + " updated_millis, opening, latest, shadow";
                String insert = "insert into intervention (" + columns + ") select 'int_' || md5(g::text), %s,"
                        + " 'error_debugging', 'Error Debugging', 2, '%s', 0, -1, 0, '', '', '', -1, -1, 0, '{}', '{}',"
                        + " false from generate_series(%d, %d) g";
                statement.execute("truncate intervention cascade");
                statement.execute(insert.formatted("g % 2", "cleared", 1, 20));
                statement.execute("analyze intervention");
                statement.execute(insert.formatted("g", "open", 21, 10_000));
                CustomerList list = new CustomerList(CustomerFilter.ALL, CustomerOrder.NAME, false);
                CustomerList.Way way = list.way(connection, List.of());
                List<String> plan = new Sql("explain (costs off)")
                        .add(list.query(way, CustomerQueries.COLUMNS, List.of(), ROWS))
                        .list(connection, row -> row.getString(1));
                assertThat(plan)
                        .anyMatch(line -> line.contains("intervention_customer"))
                        .noneMatch(line -> line.contains("intervention_status"))
                        .noneMatch(line -> line.contains("Seq Scan on intervention"));
            } finally {
                connection.rollback();
            }
        }
    }

    @Test
    void shouldGiveEveryPageOfEveryOrder() {
        for (CustomerFilter filter : List.of(
                filter(null, "at_risk", null, null, null),
                filter(null, null, "enterprise", null, null),
                filter("wayne 1", null, null, null, null),
                filter(null, "new", "trial", null, "owner3"),
                new CustomerFilter("1 corp", null, null, null, null, false),
                new CustomerFilter(null, null, "enterprise", null, null, false))) {
            for (String sort : List.of("name", "score", "calls", "last_call", "error_rate", "mrr")) {
                List<CustomerRow> ascending = all(filter, sort);
                List<CustomerRow> descending = all(filter, "-" + sort);
                assertThat(ascending).hasSizeGreaterThan(20).allMatch(row -> fits(filter, row));
                assertThat(ascending).doesNotHaveDuplicates().isSortedAccordingTo(by(sort));
                Collections.reverse(descending);
                assertThat(descending).as(sort).isEqualTo(ascending);
            }
        }
        assertThat(all(CustomerFilter.ALL, "-error_rate"))
                .hasSize(CUSTOMERS)
                .isSortedAccordingTo(by("error_rate").reversed());
    }

    /** One in ten is internal, and they are the first by name. */
    @Test
    void shouldLeaveOutInternalCustomersWithoutReadingThem() throws SQLException {
        CustomerFilter outside = new CustomerFilter(null, null, null, null, null, false);
        List<CustomerRow> shown = all(outside, "name");
        assertThat(shown)
                .hasSize(CUSTOMERS - CUSTOMERS / 10)
                .noneMatch(CustomerRow::internal)
                .isSortedAccordingTo(by("name"));
        assertThat(all(CustomerFilter.ALL, "name"))
                .hasSize(CUSTOMERS)
                .isSortedAccordingTo(by("name"))
                .filteredOn(CustomerRow::internal)
                .hasSize(CUSTOMERS / 10);
        try (Connection connection = database.readers().getConnection()) {
            assertThat(read(plan(connection, outside, CustomerOrder.NAME, false)))
                    .isLessThan(1_000);
        }
    }

    @Test
    void shouldFindPartsOfNamesAndBeginningsOfWords() {
        assertThat(all(filter("cus_2999", null, null, null, null), "name")).hasSize(11);
        assertThat(all(filter("OLI", null, null, null, null), "name")).hasSize(CUSTOMERS / 10);
        assertThat(all(filter("ho", null, null, null, null), "name")).hasSize(CUSTOMERS / 10);
        assertThat(all(filter("li", null, null, null, null), "name")).isEmpty();
        assertThat(all(filter("100%", null, null, null, null), "name")).isEmpty();
        assertThat(all(filter("\\", null, null, null, null), "name")).isEmpty();
    }

    private List<CustomerRow> all(CustomerFilter filter, String sort) {
        List<CustomerRow> rows = new ArrayList<>();
        String cursor = null;
        do {
            Page<CustomerRow> page = customers.page(filter, sort, cursor, 500);
            rows.addAll(page.items());
            cursor = page.next();
        } while (cursor != null);
        return rows;
    }

    private static List<String> plan(
            Connection connection, CustomerFilter filter, CustomerOrder order, boolean descending) throws SQLException {
        CustomerList list = new CustomerList(filter, order, descending);
        CustomerList.Way way = list.way(connection, List.of());
        return new Sql("explain (analyze, costs off, timing off, summary off, buffers off)")
                .add(list.query(way, "select c.*", List.of(), ROWS))
                .list(connection, row -> row.getString(1));
    }

    private static long read(List<String> plan) {
        return plan.stream()
                .map(READ::matcher)
                .filter(Matcher::find)
                .mapToLong(scan -> Math.round(Double.parseDouble(scan.group(1)) * Long.parseLong(scan.group(2))))
                .sum();
    }

    private static Map<String, CustomerFilter> filters() {
        Map<String, CustomerFilter> filters = new TreeMap<>();
        filters.put("no filter", CustomerFilter.ALL);
        filters.put("without internal", new CustomerFilter(null, null, null, null, null, false));
        filters.put("health without internal", new CustomerFilter(null, "healthy", null, null, null, false));
        filters.put("owner without internal", new CustomerFilter(null, null, null, null, "owner3", false));
        filters.put("health new", filter(null, "new", null, null, null));
        filters.put("health at_risk", filter(null, "at_risk", null, null, null));
        filters.put("tier trial", filter(null, null, "trial", null, null));
        filters.put("tier enterprise", filter(null, null, "enterprise", null, null));
        filters.put("stage first_api_call", filter(null, null, null, "first_api_call", null));
        filters.put("stage that nobody has", filter(null, null, null, "gone", null));
        filters.put("health and tier", filter(null, "at_risk", "none", null, null));
        filters.put("all three", filter(null, "healthy", "pro", "production_ready", null));
        filters.put("none with all three", filter(null, "new", "pro", "production_ready", null));
        filters.put("owner", filter(null, null, null, null, "owner3"));
        filters.put("owner and health", filter(null, "healthy", null, null, "owner3"));
        filters.put("owner without customers", filter(null, null, null, null, "nobody"));
        filters.put("search of few", filter("abcd", null, null, null, null));
        filters.put("search of none", filter("zzz", null, null, null, null));
        filters.put("search of two letters", filter("qz", null, null, null, null));
        filters.put("search and tier", filter("wayne", null, "enterprise", null, null));
        filters.put("search without internal", new CustomerFilter("wayne", null, null, null, null, false));
        filters.put("search and tier without internal", new CustomerFilter("wayne", null, "pro", null, null, false));
        return filters;
    }

    private static CustomerFilter filter(
            @Nullable String query,
            @Nullable String health,
            @Nullable String tier,
            @Nullable String stage,
            @Nullable String owner) {
        return new CustomerFilter(query, health, tier, stage, owner, true);
    }

    private static boolean fits(CustomerFilter filter, CustomerRow row) {
        return (filter.query() == null || row.name().toLowerCase(Locale.ROOT).contains(filter.query()))
                && (filter.internal() || !row.internal())
                && (filter.health() == null || filter.health().equals(row.health()))
                && (filter.tier() == null || filter.tier().equals(row.tier()))
                && (filter.owner() == null || filter.owner().equals(row.owner()));
    }

    private static Comparator<CustomerRow> by(String sort) {
        Comparator<CustomerRow> order =
                switch (sort) {
                    case "name" -> Comparator.comparing(row -> row.name().toLowerCase(Locale.ROOT));
                    case "score" -> Comparator.comparingDouble(CustomerRow::engagementScore);
                    case "calls" -> Comparator.comparingLong(CustomerRow::callsTotal);
                    case "last_call" ->
                        Comparator.comparing(CustomerRow::lastCallAt, Comparator.nullsFirst(Comparator.naturalOrder()));
                    case "error_rate" ->
                        Comparator.comparing(CustomerRow::errorRate, Comparator.nullsFirst(Comparator.naturalOrder()));
                    default -> Comparator.comparing(CustomerRow::mrr, Comparator.nullsFirst(Comparator.naturalOrder()));
                };
        return order.thenComparingInt(CustomerRow::number);
    }
}
