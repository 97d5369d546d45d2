package io.aegis.server.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.server.processing.TimeMode;
import io.aegis.server.testing.TestData;
import io.aegis.server.testing.TestServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Secrets come through every door of a real server; then nothing that it keeps, logs or shows holds any of them. */
@Tag("slow")
final class SecretsTest {

    @TempDir
    Path directory = Path.of("");

    @Test
    void shouldKeepLogAndShowNoSecretThatComesThroughADoor() throws Exception {
        Plants plants = new Plants();
        Senders senders = new Senders(plants, directory);
        TestData.begin(directory.resolve("data"));
        Leaks leaks = new Leaks(plants.all());
        try (LogOfServer log = new LogOfServer();
                TestServer server =
                        TestServer.closed(directory.resolve("data"), TimeMode.WALL, senders.configuration())) {
            log.finest();
            senders.send(server);
            awaitAll(server);
            lookAtAnswers(server, leaks);
            try (Connection connection = server.server().monitor().dataSource().getConnection()) {
                leaks.lookIntoTables(connection);
            }
            assertThat(log.text()).contains("POST /webhooks/stripe", "source strange cannot be read");
            log.text().lines().forEach(line -> leaks.look("the log", line));
        }
        assertThat(leaks.found()).isEmpty();
        assertThat(leaks.places()).isGreaterThan(500);
        assertThat(plants.all()).hasSizeGreaterThan(50);
    }

    /** Everything is in its tables, and the one who fails has an intervention. */
    private static void awaitAll(TestServer server) throws InterruptedException {
        server.awaitFirst("/api/v1/interventions?customer=failing");
        server.awaitFirst("/api/v1/rejected");
        long giveUpNanos = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (System.nanoTime() < giveUpNanos) {
            JsonNode journal = server.get("/api/v1/status").json().path("journal");
            boolean files = server.get("/api/v1/rejected?limit=500").body().contains("\"tail\"");
            if (files
                    && journal.path("position").asLong()
                            == journal.path("projected").asLong()) {
                return;
            }
            Thread.sleep(100);
        }
        throw new IllegalStateException("not all was taken: " + server.get("/api/v1/status"));
    }

    private static void lookAtAnswers(TestServer server, Leaks leaks) {
        List<String> paths = new ArrayList<>(List.of(
                "/",
                "/customers",
                "/sources",
                "/rules",
                "/settings",
                "/customers.csv",
                "/interventions.csv",
                "/actuator/prometheus",
                "/api/v1/status",
                "/api/v1/customers?limit=500",
                "/api/v1/interventions?status=all&limit=500",
                "/api/v1/rejected?limit=500",
                "/api/v1/unattributed?limit=500",
                "/api/v1/sources",
                "/api/v1/incidents",
                "/api/v1/rules"));
        for (JsonNode customer :
                server.get("/api/v1/customers?limit=500").json().path("items").values()) {
            String id =
                    java.net.URLEncoder.encode(customer.path("id").asString(), java.nio.charset.StandardCharsets.UTF_8);
            paths.add("/api/v1/customer?id=" + id);
            paths.add("/customer?id=" + id);
        }
        for (JsonNode intervention : server.get("/api/v1/interventions?status=all&limit=500")
                .json()
                .path("items")
                .values()) {
            paths.add("/api/v1/interventions/" + intervention.path("id").asString());
            paths.add("/interventions/" + intervention.path("id").asString());
        }
        assertThat(leaks.lookIntoPages(server, paths)).isGreaterThan(25);
    }
}
