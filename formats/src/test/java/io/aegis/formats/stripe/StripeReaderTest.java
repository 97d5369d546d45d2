package io.aegis.formats.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.codec.event.BrokenBodyException;
import io.aegis.engine.event.Tier;
import io.aegis.formats.mapping.Extraction;
import io.aegis.formats.mapping.Mapping;
import io.aegis.formats.mapping.Plans;
import io.aegis.formats.mapping.RouteTemplates;
import io.aegis.formats.mapping.Target;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class StripeReaderTest {

    private static final StripeReader READER =
            new StripeReader(Mapping.NONE, new Plans(Map.of("price_9", Tier.PRO, "prod_1", Tier.ENTERPRISE)));

    private static List<String> read(StripeReader reader, String type, String object) throws BrokenBodyException {
        String event = """
                {"id":"evt_1","object":"event","type":"%s","created":1795342515,"data":{"object":%s}}""".formatted(type, object);
        return reader.read(event.getBytes(StandardCharsets.UTF_8)).stream()
                .map(Object::toString)
                .toList();
    }

    private static String subscription(String status, String price) {
        return """
                {"id":"sub_1","object":"subscription","customer":"cus_1","status":"%s","currency":"eur","trial_end":1796466310,
                "items":{"data":[{"quantity":2,"current_period_end":1797000000,"price":%s}]}}""".formatted(status, price);
    }

    private static final String YEARLY = """
            {"id":"price_9","product":"prod_2","unit_amount":120000,"recurring":{"interval":"year","interval_count":1}}""";

    @Test
    void shouldReadASubscriptionWithItsTierAndMonthlyRevenue() throws BrokenBodyException {
        assertThat(read(READER, "customer.subscription.updated", subscription("active", YEARLY)))
                .containsExactly("""
                        {"type":"subscription","customer":"cus_1","at":"2026-11-22T10:15:15.001Z","subscription":"sub_1","status":"active",\
                        "tier":"pro","mrr":200.0,"currency":"EUR","renews_at":"2026-12-11T14:40:00.000Z","id":"evt_1"}""");
    }

    @Test
    void shouldReadATrialAndItsEnd() throws BrokenBodyException {
        String trial = subscription("trialing", YEARLY);
        List<String> started = read(READER, "customer.subscription.created", trial);
        assertThat(started).singleElement().asString().contains("\"status\":\"trialing\",\"tier\":\"trial\"");
        assertThat(started).singleElement().asString().contains("\"trial_end\":\"2026-12-05T10:25:10.000Z\"");
        assertThat(read(READER, "customer.subscription.trial_will_end", trial))
                .isEqualTo(started.stream()
                        .map(one -> one.replace("15.000Z", "15.001Z"))
                        .toList());
    }

    @Test
    void shouldEndWhatACanceledSubscriptionPaid() throws BrokenBodyException {
        assertThat(read(READER, "customer.subscription.deleted", subscription("canceled", YEARLY)))
                .singleElement()
                .asString()
                .contains("\"status\":\"canceled\",\"tier\":\"none\",\"mrr\":0.0");
    }

    @Test
    void shouldPutWhatIsOfOneSecondInItsOrder() throws BrokenBodyException {
        String active = subscription("active", YEARLY);
        assertThat(read(READER, "customer.subscription.created", active).toString())
                .contains("\"at\":\"2026-11-22T10:15:15.000Z\"");
        assertThat(read(READER, "customer.subscription.resumed", active).toString())
                .contains("\"at\":\"2026-11-22T10:15:15.001Z\"");
        assertThat(read(READER, "customer.subscription.deleted", active).toString())
                .contains("\"at\":\"2026-11-22T10:15:15.002Z\"");
    }

    @Test
    void shouldEndAllSubscriptionsWithTheirCustomer() throws BrokenBodyException {
        assertThat(read(READER, "customer.deleted", "{\"id\":\"cus_1\",\"object\":\"customer\"}"))
                .containsExactly("""
                        {"type":"subscription","customer":"cus_1","at":"2026-11-22T10:15:15.002Z","status":"none",\
                        "tier":"none","mrr":0.0,"id":"evt_1"}""");
    }

    @Test
    void shouldKnowAPlanByItsProductOrName() throws BrokenBodyException {
        String byProduct = "{\"id\":\"price_x\",\"product\":\"prod_1\"}";
        String byName = "{\"id\":\"price_y\",\"lookup_key\":\"starter_monthly\"}";
        String unknown = "{\"id\":\"price_z\"}";
        String type = "customer.subscription.updated";
        assertThat(read(READER, type, subscription("active", byProduct)).toString())
                .contains("\"tier\":\"enterprise\"");
        assertThat(read(READER, type, subscription("active", byName)).toString())
                .contains("\"tier\":\"starter\"");
        assertThat(read(READER, type, subscription("active", unknown)).toString())
                .doesNotContain("tier");
    }

    @Test
    void shouldCountAFailedPaymentOnce() throws BrokenBodyException {
        String invoice = """
                {"id":"in_1","customer":"cus_1","currency":"jpy","amount_due":9900,"amount_paid":9900,"attempt_count":2}""";
        assertThat(read(READER, "invoice.payment_failed", invoice)).containsExactly("""
                        {"type":"payment","customer":"cus_1","at":"2026-11-22T10:15:15.000Z","outcome":"failed",\
                        "amount":9900.0,"currency":"JPY","attempt":2,"id":"evt_1"}""");
        String charge =
                "{\"id\":\"ch_1\",\"customer\":\"cus_1\",\"currency\":\"eur\",\"amount\":990,\"description\":%s}";
        assertThat(read(READER, "charge.failed", charge.formatted("\"Subscription update\"")))
                .isEmpty();
        assertThat(read(READER, "charge.failed", charge.formatted("\"Setup\"")).toString())
                .contains("\"amount\":9.9");
        assertThat(read(READER, "invoice.paid", invoice).toString()).contains("\"id\":\"paid-in_1\"");
        assertThat(read(READER, "invoice.payment_succeeded", invoice).toString())
                .contains("\"id\":\"paid-in_1\"");
    }

    @Test
    void shouldFindTheCustomerInMetadataWhereTheMappingSaysSo() throws BrokenBodyException {
        Mapping mapping = new Mapping(
                Map.of(Target.CUSTOMER, List.of(Extraction.field("metadata.tenant"), Extraction.field("customer"))),
                RouteTemplates.NONE);
        StripeReader reader = new StripeReader(mapping, Plans.NONE);
        String customer = "{\"id\":\"cus_1\",\"object\":\"customer\",\"name\":\"Acme\",\"email\":\"b@acme.example\","
                + "\"created\":1795256710,\"metadata\":{\"tenant\":\"acme\"}}";
        assertThat(read(reader, "customer.created", customer)).containsExactly("""
                        {"type":"customer","customer":"acme","at":"2026-11-22T10:15:15.000Z","name":"Acme",\
                        "created_at":"2026-11-21T10:25:10.000Z","external_ids":{"stripe":"cus_1"},\
                        "contacts":{"billing":"b@acme.example"},"id":"evt_1"}""");
        assertThat(read(READER, "customer.created", customer).toString()).contains("\"customer\":\"cus_1\"");
        StripeReader second = new StripeReader("stripe-eu", mapping, Plans.NONE);
        assertThat(read(second, "customer.created", customer).toString())
                .contains("\"external_ids\":{\"stripe-eu\":\"cus_1\"}");
    }

    @Test
    void shouldLeaveOutWhatMeansNothingAndRefuseWhatIsNoEvent() throws BrokenBodyException {
        assertThat(read(READER, "payout.paid", "{\"id\":\"po_1\"}")).isEmpty();
        assertThatThrownBy(() -> READER.read("{}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(BrokenBodyException.class);
    }

    @Test
    void shouldReadWhatOlderAndNewerVersionsOfTheApiSend() throws BrokenBodyException {
        String type = "customer.subscription.updated";
        String plan = """
                {"id":"sub_1","customer":{"id":"cus_1"},"status":"active","current_period_end":1797000000,"items":{"data":[
                {"quantity":3,"plan":{"id":"price_9","amount":1500,"currency":"usd","interval":"month","interval_count":3}}]}}""";
        assertThat(read(READER, type, plan).toString())
                .contains("\"customer\":\"cus_1\"", "\"tier\":\"pro\"", "\"mrr\":15.0");
        String fractions = "{\"id\":\"price_9\",\"unit_amount\":null,\"unit_amount_decimal\":\"0.5\","
                + "\"recurring\":{\"interval\":\"month\",\"interval_count\":1}}";
        assertThat(read(READER, type, subscription("active", fractions)).toString())
                .contains("\"mrr\":0.01");
        String parent = """
                {"id":"in_1","customer":"cus_1","currency":"eur","amount_due":990,"attempt_count":1,"parent":{"type":
                "subscription_details","subscription_details":{"subscription":"sub_1"}},"payments":{"data":[]}}""";
        assertThat(read(READER, "invoice.payment_failed", parent).toString())
                .contains("\"customer\":\"cus_1\"", "\"amount\":9.9");
        String thin = """
                {"id":"evt_2","object":"v2.core.event","type":"v2.billing.cadence.created","created":"2026-11-22T10:15:15Z",
                "related_object":{"id":"bc_1"}}""";
        assertThat(READER.read(thin.getBytes(StandardCharsets.UTF_8))).isEmpty();
    }
}
