package io.aegis.formats.chargebee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.codec.event.BrokenBodyException;
import io.aegis.engine.event.Tier;
import io.aegis.formats.mapping.Mapping;
import io.aegis.formats.mapping.Plans;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ChargebeeReaderTest {

    private static final ChargebeeReader READER =
            new ChargebeeReader(Mapping.NONE, new Plans(Map.of("STANDARD-USD-Y", Tier.PRO)));

    private static List<String> read(String type, String content) throws BrokenBodyException {
        String event = "{\"id\":\"ev_1\",\"occurred_at\":1795342813,\"event_type\":\"%s\",\"content\":%s}"
                .formatted(type, content);
        return READER.read(event.getBytes(StandardCharsets.UTF_8)).stream()
                .map(Object::toString)
                .toList();
    }

    @Test
    void shouldReadThePlanOfBothCatalogues() throws BrokenBodyException {
        String first = """
                {"subscription":{"customer_id":"acme","plan_id":"starter","status":"active","currency_code":"EUR",
                "mrr":9900,"next_billing_at":1797000000},"customer":{"id":"acme"}}""";
        assertThat(read("subscription_created", first)).containsExactly("""
                        {"type":"subscription","customer":"acme","at":"2026-11-22T10:20:13.000Z","status":"active",\
                        "tier":"starter","currency":"EUR","mrr":99.0,"renews_at":"2026-12-11T14:40:00.000Z","id":"ev_1"}""");
        String second = """
                {"subscription":{"customer_id":"acme","status":"non_renewing","currency_code":"USD","subscription_items":
                [{"item_type":"addon","item_price_id":"x"},{"item_type":"plan","item_price_id":"STANDARD-USD-Y"}]}}""";
        assertThat(read("subscription_changed", second).toString())
                .contains("\"customer\":\"acme\"")
                .contains("\"status\":\"active\",\"tier\":\"pro\"");
    }

    @Test
    void shouldNameTheSubscriptionAndPutWhatIsOfOneSecondInItsOrder() throws BrokenBodyException {
        String content = "{\"subscription\":{\"id\":\"s1\",\"customer_id\":\"acme\",\"status\":\"active\"}}";
        assertThat(read("subscription_created", content).toString())
                .contains("\"at\":\"2026-11-22T10:20:13.000Z\"", "\"subscription\":\"s1\"");
        assertThat(read("subscription_started", content).toString()).contains("\"at\":\"2026-11-22T10:20:13.001Z\"");
        assertThat(read("subscription_cancelled", content).toString()).contains("\"at\":\"2026-11-22T10:20:13.002Z\"");
    }

    @Test
    void shouldReadTrialsAndCancellations() throws BrokenBodyException {
        String content = "{\"subscription\":{\"customer_id\":\"acme\",\"status\":\"%s\",\"trial_end\":1796466310}}";
        assertThat(read("subscription_started", content.formatted("in_trial")).toString())
                .contains("\"status\":\"trialing\",\"tier\":\"trial\",\"trial_end\":\"2026-12-05T10:25:10.000Z\"");
        assertThat(read("subscription_cancelled", content.formatted("cancelled"))
                        .toString())
                .contains("\"status\":\"canceled\",\"tier\":\"none\",\"mrr\":0.0");
    }

    @Test
    void shouldReadPayments() throws BrokenBodyException {
        String content = """
                {"customer":{"id":"acme"},"invoice":{"currency_code":"EUR","amount_due":19900},
                "transaction":{"amount":19900,"error_code":"card_declined"}}""";
        assertThat(read("payment_failed", content)).containsExactly("""
                        {"type":"payment","customer":"acme","at":"2026-11-22T10:20:13.000Z","outcome":"failed",\
                        "amount":199.0,"currency":"EUR","reason":"card_declined","id":"ev_1"}""");
        assertThat(read("payment_succeeded", content).toString()).contains("\"outcome\":\"succeeded\"");
    }

    @Test
    void shouldReadCustomersAndRefuseOthers() throws BrokenBodyException {
        String customer =
                "{\"customer\":{\"id\":\"acme\",\"company\":\"Acme\",\"email\":\"b@acme.example\",\"created_at\":1795256710}}";
        assertThat(read("customer_created", customer).toString())
                .contains("\"name\":\"Acme\"")
                .contains("\"external_ids\":{\"chargebee\":\"acme\"}");
        assertThat(read("gift_claimed", customer)).isEmpty();
        assertThatThrownBy(() -> READER.read("[]".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(BrokenBodyException.class);
    }

    @Test
    void shouldEndWhatIsDeleted() throws BrokenBodyException {
        String deleted = "{\"subscription\":{\"customer_id\":\"acme\",\"status\":\"active\",\"deleted\":true}}";
        assertThat(read("subscription_deleted", deleted).toString()).contains("\"status\":\"canceled\"");
        assertThat(read("customer_deleted", "{\"customer\":{\"id\":\"acme\",\"deleted\":true}}")
                        .toString())
                .contains("\"customer\":\"acme\"", "\"status\":\"none\",\"tier\":\"none\",\"mrr\":0.0");
    }
}
