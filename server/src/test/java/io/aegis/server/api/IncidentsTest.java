package io.aegis.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.server.testing.TestServer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What concerns many customers at once reaches the interface and the pages, and a restart keeps it. */
@Tag("slow")
final class IncidentsTest {

    private static final Instant START = Instant.parse("2025-11-01T10:00:00Z");
    private static final int CUSTOMERS = 40;

    @TempDir
    private Path data;

    /** A call of each customer each ten seconds; those chosen get 503. */
    private static String minutes(int from, int until, IntPredicate fails) {
        return minutes(from, until, fails, 503);
    }

    private static String minutes(int from, int until, IntPredicate fails, int status) {
        StringBuilder lines = new StringBuilder();
        for (int second = from * 60; second < until * 60; second += 10) {
            for (int customer = 0; customer < CUSTOMERS; customer++) {
                lines.append("{\"type\":\"api_call\",\"customer\":\"c")
                        .append(customer)
                        .append("\",\"at\":\"")
                        .append(START.plusSeconds(second))
                        .append("\",\"method\":\"GET\",\"route\":\"/v1/orders\",\"status\":")
                        .append(fails.test(customer) ? status : 200)
                        .append("}\n");
            }
            lines.append(Bodies.tick(START.plusSeconds(second + 10).toString()));
        }
        return lines.toString();
    }

    private static JsonNode incidents(TestServer server) {
        return server.get("/api/v1/incidents").json().path("items");
    }

    private static void await(String what, BooleanSupplier condition) throws InterruptedException {
        Instant end = Instant.now().plusSeconds(20);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).as(what).isBefore(end);
            Thread.sleep(20);
        }
    }

    @Test
    void shouldShowAPlatformIncidentWhileItLastsAndKeepItThroughARestart() throws InterruptedException {
        try (TestServer server = TestServer.demo(data)) {
            server.events(Bodies.tick(START.toString()));
            server.events(minutes(0, 30, customer -> false));
            assertThat(incidents(server)).isEmpty();
            server.events(minutes(30, 45, customer -> customer < 30));
            await("incident", () -> !incidents(server).isEmpty());
            await("held", () -> incidents(server).get(0).path("held_customers").asInt() == 30);
            JsonNode incident = incidents(server).get(0);
            assertThat(incident.path("status").asString()).isEqualTo("open");
            assertThat(incident.path("kind").asString()).isEqualTo("server");
            assertThat(incident.path("customer").isNull()).isTrue();
            assertThat(incident.path("opened_at").asString()).isEqualTo("2025-11-01T10:31:00Z");
            assertThat(incident.path("failing_share").asDouble()).isBetween(0.2, 0.75);
            assertThat(incident.path("routes").get(0).path("route").asString()).isEqualTo("/v1/orders");
            assertThat(server.get("/").body()).contains("Platform incident", "30 customers held back");
            assertThat(server.get("/api/v1/interventions?status=open&rule=error_debugging")
                            .json()
                            .path("items"))
                    .isEmpty();
        }
        try (TestServer server = TestServer.demo(data)) {
            assertThat(server.get("/inbox/notices").body()).contains("Platform incident", "30 customers held back");
            server.events(minutes(45, 75, customer -> false));
            await(
                    "end",
                    () -> incidents(server).get(0).path("status").asString().equals("cleared"));
            assertThat(incidents(server)).hasSize(1);
            assertThat(server.get("/").body()).doesNotContain("customers held back");
            assertThat(server.get("/sources").body()).contains("Platform incidents", "GET /v1/orders");
        }
        try (TestServer server = TestServer.demo(data)) {
            JsonNode incident = incidents(server).get(0);
            assertThat(incident.path("status").asString()).isEqualTo("cleared");
            assertThat(incident.path("held_customers").asInt()).isEqualTo(30);
        }
    }

    @Test
    void shouldSayWhatThePlatformRefusesEverybody() throws InterruptedException {
        try (TestServer server = TestServer.demo(data)) {
            server.events(Bodies.tick(START.toString()));
            server.events(minutes(0, 30, customer -> false));
            server.events(minutes(30, 45, customer -> customer < 30, 401));
            await("held", () -> interventions(server, "held").size() == 30);
            JsonNode incident = incidents(server).get(0);
            assertThat(incident.path("kind").asString()).isEqualTo("auth");
            assertThat(incident.path("id").asString()).startsWith("platform_incident-auth-");
            assertThat(incident.path("opened_at").asString()).isEqualTo("2025-11-01T10:31:00Z");
            assertThat(incident.path("reason").asString())
                    .startsWith("the API refused everyone's credentials: ")
                    .endsWith("% of the customers that called got 401 or 403 when it was found");
            assertThat(incident.path("routes").get(0).path("failures").asInt()).isPositive();
            assertThat(server.get("/").body()).contains("the API refused everyone", "30 customers held back");
            server.events(minutes(45, 60, customer -> customer < 30, 429));
            await("the next", () -> incidents(server).size() == 2);
            assertThat(incidents(server).get(0).path("kind").asString()).isEqualTo("throttled");
            assertThat(interventions(server, "open")).isEmpty();
        }
    }

    /** Too few fail at first for an incident, which is known once many do and then began with them. */
    @Test
    void shouldHoldBackWhatOpenedBeforeAnIncidentWasKnown() throws InterruptedException {
        try (TestServer server = TestServer.demo(data)) {
            server.events(Bodies.tick(START.toString()));
            server.events(minutes(0, 30, customer -> false));
            server.events(minutes(30, 34, customer -> customer < 10));
            await("open", () -> interventions(server, "open").size() == 10);
            assertThat(incidents(server)).isEmpty();
            String id = interventions(server, "open").get(0).path("id").asString();
            assertThat(server.post("/api/v1/interventions/" + id + "/acknowledge", "")
                            .status())
                    .isEqualTo(200);
            server.events(minutes(34, 40, customer -> customer < 30));
            await("held", () -> interventions(server, "held").size() == 30);
            assertThat(interventions(server, "open")).isEmpty();
            JsonNode incident = incidents(server).get(0);
            assertThat(incident.path("opened_at").asString()).isEqualTo("2025-11-01T10:31:00Z");
            JsonNode one = server.get("/api/v1/interventions/" + id).json();
            assertThat(one.path("held_by")).isEqualTo(incident.path("id"));
            assertThat(one.path("actions")).isEmpty();
            assertThat(one.path("timeline")
                            .valueStream()
                            .map(entry -> entry.path("reason").asString()))
                    .containsExactly(
                            "condition_met",
                            "acknowledged",
                            "held_by_" + incident.path("id").asString());
            assertThat(server.get("/inbox/rows?status=open").body()).doesNotContain(id);
            assertThat(server.get("/inbox/notices").body()).contains("30 customers held back");
            server.events(minutes(40, 70, customer -> false));
            await("end", () -> interventions(server, "held").isEmpty());
            assertThat(server.get("/api/v1/interventions/" + id)
                            .json()
                            .path("end_reason")
                            .asString())
                    .isIn("incident_over", "condition_cleared");
            assertThat(interventions(server, "open")).isEmpty();
        }
    }

    private static JsonNode interventions(TestServer server, String status) {
        return server.get("/api/v1/interventions?rule=error_debugging&limit=100&status=" + status)
                .json()
                .path("items");
    }

    @Test
    void shouldShowASourceThatIsSilentForAllOfItsCustomers() throws InterruptedException {
        try (TestServer server = TestServer.demo(data)) {
            server.events(Bodies.tick(START.toString()));
            for (int day = 0; day < 4; day++) {
                StringBuilder lines = new StringBuilder();
                for (int hour = 0; hour < 24; hour++) {
                    Instant at = START.plusSeconds(day * 86_400L + hour * 3_600L);
                    for (int customer = 0; customer < 8; customer++) {
                        lines.append(
                                "{\"type\":\"api_call\",\"customer\":\"c%d\",\"at\":\"%s\",\"method\":\"GET\",\"route\":\"/\",\"status\":200}%n"
                                        .formatted(customer, at));
                    }
                    lines.append(Bodies.tick(at.toString()));
                }
                server.events(lines.toString());
            }
            assertThat(server.get("/inbox/notices").body()).doesNotContain("is silent");
            server.events(Bodies.tick(START.plusSeconds(5 * 86_400L).toString()));
            await(
                    "silence",
                    () -> !server.get("/api/v1/status")
                            .json()
                            .path("silent_sources")
                            .isEmpty());
            JsonNode silent =
                    server.get("/api/v1/status").json().path("silent_sources").get(0);
            // Gaps were an hour long; half again is silence. The last call came at 09:00.
            Instant since = Instant.parse(silent.path("since").asString());
            assertThat(since).isBetween(Instant.parse("2025-11-05T10:29:59Z"), Instant.parse("2025-11-05T10:30:02Z"));
            assertThat(server.get("/").body()).contains("is silent</strong> for all of its customers");
            assertThat(server.get("/sources").body()).contains(">silent</strong>");
            assertThat(server.get("/api/v1/sources").body()).contains("\"silent_since\":\"2025-11-05T10:30");
        }
        try (TestServer server = TestServer.demo(data)) {
            await(
                    "silence after a restart",
                    () -> !server.get("/api/v1/status")
                            .json()
                            .path("silent_sources")
                            .isEmpty());
            assertThat(server.get("/sources").body()).contains(">silent</strong>");
        }
    }
}
