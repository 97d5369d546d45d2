package io.aegis.server.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Every order of the inbox under every filter, page by page, also after a customer has changed. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class InterventionListTest {

    private static final int CUSTOMERS = 2_000;
    private static final int INTERVENTIONS = 3_000;
    private static final List<String> ORDERS = List.of("opened_at", "priority", "mrr", "risk", "updated_at");

    private static final InterventionFilter WITHOUT_INTERNAL =
            new InterventionFilter(List.of(), null, null, null, null, null, null, false);

    @TempDir
    private static Path directory;

    private Database database;
    private InterventionQueries interventions;

    @BeforeAll
    void fill() throws SQLException {
        TestData.begin(directory);
        database = Database.open(directory, null);
        ManyCustomers.fill(database.readers(), CUSTOMERS, INTERVENTIONS);
        interventions = new InterventionQueries(database.readers(), new NobodyWatched());
    }

    @AfterAll
    void close() {
        database.close();
    }

    @Test
    void shouldGiveEveryPageOfEveryOrderUnderEveryFilter() {
        List<InterventionRow> everything = all(InterventionFilter.ALL, "opened_at");
        assertThat(everything).hasSize(INTERVENTIONS).doesNotHaveDuplicates();
        check(everything, filter(List.of(), null, null), row -> true);
        check(
                everything,
                filter(List.of("open"), null, null),
                row -> row.status().equals("open"));
        check(
                everything,
                filter(List.of("cleared", "resolved", "dismissed"), null, null),
                row -> !row.status().equals("open"));
        check(everything, filter(List.of(), "pro", null), row -> row.tier().equals("pro"));
        check(
                everything,
                filter(List.of("cleared"), null, "owner3"),
                row -> row.status().equals("cleared") && "owner3".equals(row.owner()));
        check(everything, filter(List.of(), null, "nobody"), row -> false);
        check(everything, WITHOUT_INTERNAL, row -> !row.internal());
        assertThat(everything).filteredOn(InterventionRow::internal).hasSizeBetween(1, INTERVENTIONS / 5);
    }

    private void check(List<InterventionRow> everything, InterventionFilter filter, Predicate<InterventionRow> fits) {
        List<InterventionRow> wanted = everything.stream().filter(fits).toList();
        for (String order : ORDERS) {
            List<InterventionRow> ascending = all(filter, order);
            assertThat(ascending).as("%s by %s", filter, order).containsExactlyInAnyOrderElementsOf(wanted);
            assertThat(ascending).as("%s by %s", filter, order).isSortedAccordingTo(by(order));
            List<InterventionRow> descending = all(filter, "-" + order);
            Collections.reverse(descending);
            assertThat(descending).as("%s by -%s", filter, order).isEqualTo(ascending);
        }
    }

    @Test
    void shouldGoOnAfterARowThatAPageStillHas() {
        for (String sort : List.of("-opened_at", "-priority", "-mrr", "-risk")) {
            List<InterventionRow> first =
                    interventions.page(InterventionFilter.OPEN, sort, null, 100).items();
            String cursor = interventions.cursorAfter(first.get(39).id(), sort).orElseThrow();
            assertThat(interventions
                            .page(InterventionFilter.OPEN, sort, cursor, 60)
                            .items())
                    .as(sort)
                    .isEqualTo(first.subList(40, 100));
        }
        assertThat(interventions.cursorAfter("nothing", null)).isEmpty();
    }

    @Test
    void shouldRefuseACursorThatIsNotOneOfTheList() {
        for (String values : List.of("[\"x\",\"y\"]", "[1,2]", "[1.5,\"y\"]", "[null,\"y\"]", "[1]")) {
            String json = "{\"sort\":\"-opened_at\",\"values\":" + values + "}";
            String cursor = java.util.Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(json.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            assertThatThrownBy(() -> interventions.page(InterventionFilter.ALL, null, cursor, 10))
                    .as(values)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("Ask for the first page");
        }
    }

    @Test
    void shouldFollowACustomerWhoChanges() throws SQLException {
        InterventionRow some = interventions
                .page(filter(List.of("open"), "starter", null), null, null, 1)
                .items()
                .getFirst();
        String other = "changed-owner";
        execute("update customer set owner = '" + other + "', tier = 'enterprise', mrr = 1000000, mrr_sort = 100000000"
                + " where id = '" + some.customer() + "'");
        try {
            assertThat(all(filter(List.of(), "enterprise", other), "-mrr"))
                    .isNotEmpty()
                    .allMatch(row -> row.customer().equals(some.customer()));
            assertThat(interventions
                            .page(InterventionFilter.ALL, "-mrr", null, 1)
                            .items()
                            .getFirst()
                            .customer())
                    .isEqualTo(some.customer());
        } finally {
            execute("update customer set owner = null, tier = 'starter', mrr = 49, mrr_sort = 4900 where id = '"
                    + some.customer() + "'");
        }
    }

    @Test
    void shouldFollowACustomerWhoseTagsChange() throws SQLException {
        String customer = interventions
                .page(WITHOUT_INTERNAL, null, null, 1)
                .items()
                .getFirst()
                .customer();
        execute("update customer set tags = array['eu', 'test'] where id = '" + customer + "'");
        assertThat(all(WITHOUT_INTERNAL, "opened_at"))
                .noneMatch(row -> row.customer().equals(customer));
        execute("update customer set tags = array['eu'] where id = '" + customer + "'");
        assertThat(all(WITHOUT_INTERNAL, "opened_at"))
                .anyMatch(row -> row.customer().equals(customer));
    }

    private List<InterventionRow> all(InterventionFilter filter, String sort) {
        List<InterventionRow> rows = new ArrayList<>();
        String cursor = null;
        do {
            Page<InterventionRow> page = interventions.page(filter, sort, cursor, 400);
            rows.addAll(page.items());
            cursor = page.next();
        } while (cursor != null);
        return rows;
    }

    private static InterventionFilter filter(List<String> statuses, @Nullable String tier, @Nullable String owner) {
        return new InterventionFilter(statuses, null, null, null, null, tier, owner, true);
    }

    private static Comparator<InterventionRow> by(String order) {
        Comparator<InterventionRow> first =
                switch (order) {
                    case "priority" -> Comparator.comparingInt(InterventionListTest::severity);
                    case "mrr" -> Comparator.comparingDouble(row -> row.mrr() == null ? -1 : row.mrr());
                    case "risk" ->
                        Comparator.comparingDouble(row -> row.mrr() == null ? 0 : row.mrr() * (severity(row) + 1));
                    case "updated_at" -> Comparator.comparing(InterventionRow::updatedAt);
                    default -> Comparator.comparing(InterventionRow::openedAt);
                };
        return first.thenComparing(InterventionRow::openedAt).thenComparing(InterventionRow::id);
    }

    private static int severity(InterventionRow row) {
        return List.of("low", "medium", "high", "critical").indexOf(row.priority());
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.readers().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
