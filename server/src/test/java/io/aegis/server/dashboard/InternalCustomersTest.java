package io.aegis.server.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.server.testing.OnDemo;
import io.aegis.server.testing.TestServer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** Customers tagged internal or test: left out of pages unless asked for, and of the interface only on request. */
@ExtendWith(OnDemo.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class InternalCustomersTest {

    private static final long SOON_NANOS = Duration.ofSeconds(60).toNanos();

    private final TestServer server;

    InternalCustomersTest(TestServer server) {
        this.server = server;
    }

    @BeforeAll
    void tell() {
        server.events(String.join(
                "\n",
                customer("outside", "[\"eu\"]"),
                customer("ours", "[\"eu\",\"internal\"]"),
                customer("tried", "[\"test\"]"),
                key("outside"),
                key("ours"),
                key("tried"),
                "{\"type\":\"tick\",\"at\":\"2025-11-03T00:00:00Z\"}"));
        await("two of three are internal", () -> internal("/customers") == 2 && internal(OPEN) == 2);
    }

    private static String customer(String id, String tags) {
        return "{\"type\":\"customer\",\"customer\":\"" + id + "\",\"at\":\"2025-11-01T00:00:00Z\",\"name\":\"Name of "
                + id + "\",\"tags\":" + tags + "}";
    }

    private static String key(String id) {
        return "{\"type\":\"api_key\",\"customer\":\"" + id + "\",\"at\":\"2025-11-01T00:00:00Z\",\"key\":\"ak_" + id
                + "\",\"action\":\"issued\"}";
    }

    @Test
    void shouldLeaveThemOutOfPagesUntilAskedFor() {
        for (String page : List.of("/", "/customers", "/interventions.csv", "/customers.csv")) {
            assertThat(server.get(page).body())
                    .as(page)
                    .contains("Name of outside")
                    .doesNotContain("Name of ours", "Name of tried");
            assertThat(server.get(page + "?include=internal").body())
                    .as(page + " with them")
                    .contains("Name of outside", "Name of ours", "Name of tried");
        }
        assertThat(server.get("/?status=all&customer=ours").body())
                .as("the list of one of them")
                .contains("Name of ours");
    }

    @Test
    void shouldGiveAllInTheInterfaceAndLeaveThemOutOnRequest() {
        assertThat(items("/api/v1/customers")).hasSize(3);
        assertThat(items("/api/v1/customers?exclude=internal")).hasSize(1);
        assertThat(items("/api/v1/interventions")).hasSize(3);
        List<JsonNode> outside = items("/api/v1/interventions?exclude=internal");
        assertThat(outside).hasSize(1);
        assertThat(outside.getFirst().get("internal").asBoolean()).isFalse();
        assertThat(server.get("/api/v1/interventions?exclude=test").status()).isEqualTo(400);
    }

    @Test
    void shouldCountThemApartAndFollowTheirTags() {
        assertThat(server.get("/api/v1/status").json().at("/counts/customers").asInt())
                .isEqualTo(3);
        assertThat(figures("/")).contains("data-figure=\"customers\">1<", "data-rule=\"onboarding_check_in\">1</b>");
        assertThat(figures("/?include=internal"))
                .contains("data-figure=\"customers\">3<", "data-rule=\"onboarding_check_in\">3</b>");

        server.events(customer("tried", "[]"));
        await("one is left", () -> internal("/customers") == 1 && internal(OPEN) == 1);
        assertThat(server.get("/").body()).contains("Name of tried").doesNotContain("Name of ours");
        server.events(customer("tried", "[\"test\"]"));
        await("two again", () -> internal("/customers") == 2 && internal(OPEN) == 2);
    }

    private static final String OPEN = "/interventions/onboarding_check_in/open";

    private int internal(String figure) {
        return server.get("/api/v1/status")
                .json()
                .at("/counts/internal" + figure)
                .asInt();
    }

    private String figures(String page) {
        return server.get(page).body();
    }

    private List<JsonNode> items(String address) {
        return server.get(address).json().get("items").valueStream().toList();
    }

    private static void await(String what, java.util.function.BooleanSupplier done) {
        long end = System.nanoTime() + SOON_NANOS;
        while (!done.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(end);
            Thread.onSpinWait();
        }
    }
}
