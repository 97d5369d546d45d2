package io.aegis.server.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.server.postgres.Database;
import io.aegis.server.testing.TestData;
import io.aegis.server.testing.TestServer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A million customers and ten thousand open interventions: every page of the lists in time. It prints what it measured. */
@Tag("long")
@Tag("timed")
final class ManyCustomersTest {

    private static final int CUSTOMERS = 1_000_000;
    private static final int INTERVENTIONS = 50_000;
    private static final double PAGE_MILLIS_MAX = 200;
    private static final int TIMES = 5;

    @TempDir
    private static Path directory;

    @Test
    void shouldAnswerEveryPageOfTheListsInTime() throws SQLException {
        TestData.begin(directory);
        try (Database database = Database.open(directory, null)) {
            ManyCustomers.fill(database.readers(), CUSTOMERS, INTERVENTIONS);
        }
        List<String> slow = new ArrayList<>();
        try (TestServer server = TestServer.demo(directory)) {
            server.events("{\"type\":\"tick\",\"at\":\"" + Instant.ofEpochMilli(1_762_000_000_000L) + "\"}");
            addresses().forEach(address -> {
                double millis = median(server, address);
                System.out.printf(Locale.ROOT, "%8.1f ms  %s%n", millis, address);
                if (millis >= PAGE_MILLIS_MAX) {
                    slow.add(address + " took " + millis + " ms");
                }
            });
        }
        assertThat(slow).isEmpty();
    }

    private static List<String> addresses() {
        List<String> addresses = new ArrayList<>();
        for (String filter : List.of(
                "",
                "health=at_risk",
                "health=new",
                "tier=enterprise",
                "tier=trial",
                "stage=first_api_call",
                "health=healthy&tier=pro&stage=production_ready",
                "health=new&stage=production_ready",
                "owner=owner3",
                "query=abcd",
                "query=zzz",
                "query=qz",
                "query=corp",
                "query=cus_73",
                "query=corp&tier=enterprise",
                "query=wayne",
                "query=wayne&tier=pro",
                "include=internal",
                "include=internal&tier=trial",
                "include=internal&owner=owner3")) {
            for (String sort : List.of("name", "score", "calls", "last_call", "error_rate", "mrr")) {
                addresses.add("/customers?sort=" + sort + "&" + filter);
                addresses.add("/customers?sort=-" + sort + "&" + filter);
            }
        }
        for (String status : List.of("", "ended", "all")) {
            for (String filter : List.of(
                    "", "rule=error_debugging", "priority=high", "tier=pro", "owner=owner3", "include=internal")) {
                for (String sort : List.of("", "-priority", "-risk", "-mrr", "opened_at")) {
                    addresses.add("/?status=" + status + "&sort=" + sort + "&" + filter);
                }
            }
        }
        addresses.addAll(List.of("/rules", "/sources", "/settings"));
        return addresses;
    }

    private static double median(TestServer server, String address) {
        double[] millis = new double[TIMES];
        for (int time = 0; time < TIMES; time++) {
            long from = System.nanoTime();
            assertThat(server.get(address).status()).as(address).isEqualTo(200);
            millis[time] = (System.nanoTime() - from) / 1e6;
        }
        Arrays.sort(millis);
        return millis[TIMES / 2];
    }
}
