package io.aegis.server.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.server.testing.OnDemo;
import io.aegis.server.testing.TestServer;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** What a customer's page tells of its record and its money. */
@ExtendWith(OnDemo.class)
final class RecordPageTest {

    private final TestServer server;

    RecordPageTest(TestServer server) {
        this.server = server;
    }

    private void tell(String events) {
        String line = "{\"at\":\"2025-11-01T10:00:00Z\",";
        assertThat(server.events(events.replace("{", line))
                        .json()
                        .get("rejected")
                        .asInt())
                .isZero();
    }

    private static void await(BooleanSupplier wanted) {
        Instant until = Instant.now().plusSeconds(30);
        while (!wanted.getAsBoolean()) {
            assertThat(Instant.now()).isBefore(until);
            Thread.onSpinWait();
        }
    }

    private JsonNode customer(String id) {
        return server.get("/api/v1/customers/" + id).json();
    }

    @Test
    void shouldShowMoneyInItsCurrency() {
        tell("""
                {"type":"subscription","customer":"euro","status":"active","mrr":1234.5,"currency":"EUR"}
                {"type":"subscription","customer":"yen","status":"active","mrr":90000,"currency":"jpy"}
                {"type":"subscription","customer":"bare","status":"active","mrr":12.5}
                """);
        await(() -> customer("yen").path("currency").asString("").equals("JPY"));
        assertThat(customer("euro").path("currency").asString()).isEqualTo("EUR");
        assertThat(customer("bare").path("currency").isNull()).isTrue();
        assertThat(server.get("/customer?id=euro").body()).contains("€1,234.50");
        await(() -> server.get("/customers").body().contains("¥90,000"));
        assertThat(server.get("/customers").body()).contains("€1,234.50", ">12.50<");
        assertThat(server.get("/customers.csv").body()).contains(",mrr,currency,", ",1234.5,EUR,");
        assertThat(server.get("/customers?sort=-mrr").body()).contains("ordered as bare numbers");
        assertThat(server.get("/customers").body()).doesNotContain("ordered as bare numbers");
        // What says no amount tells of no currency for it either.
        tell("""
                {"type":"subscription","customer":"euro","status":"past_due","currency":"USD"}
                {"type":"subscription","customer":"last","status":"active","mrr":1,"currency":"CHF"}
                """);
        await(() -> customer("last").path("currency").asString("").equals("CHF"));
        assertThat(customer("euro").path("currency").asString()).isEqualTo("EUR");
    }

    @Test
    void shouldShowSinceWhenACustomerIsOneAndNotWhenItsRowWasWritten() {
        tell("""
                {"type":"customer","customer":"old","created_at":"2019-05-04T00:00:00Z"}
                """);
        await(() -> customer("old").path("record").has("created_at"));
        assertThat(customer("old").path("record").path("created_at").asString()).isEqualTo("2019-05-04T00:00:00Z");
        assertThat(server.get("/customer?id=old").body())
                .contains("<dt>Created at</dt>", "4 May 2019, 00:00 UTC")
                .doesNotContain("<dt>Updated</dt>");
        tell("""
                {"type":"customer","customer":"old","created_at":null}
                """);
        await(() -> !customer("old").path("record").has("created_at"));
    }

    @Test
    void shouldNotCountWhoWasErased() {
        tell("""
                {"type":"login","customer":"gone"}
                """);
        int before = customers();
        assertThat(server.send(server.request("/api/v1/customers/gone").DELETE())
                        .status())
                .isBetween(200, 299);
        await(() -> customers() == before - 1);
        assertThat(server.get("/actuator/prometheus").body()).contains("aegis_customers " + (before - 1) + ".0");
    }

    private int customers() {
        return server.get("/api/v1/status")
                .json()
                .path("counts")
                .path("customers")
                .asInt();
    }
}
