package io.aegis.server.sources;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.net.Webhook;
import io.aegis.formats.mapping.Hmac;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Webhooks of billing and error tracking at a running server, and one company under the ids that they know it by. */
@Tag("slow")
final class WebhooksTest {

    @TempDir
    static Path directory = Path.of("");

    private static DoorsServer doors;

    @BeforeAll
    static void start() throws IOException {
        doors = new DoorsServer(directory);
    }

    @AfterAll
    static void stop() {
        doors.close();
    }

    private static String stripe(String id, String type, String object) {
        return "{\"id\":\"%s\",\"object\":\"event\",\"type\":\"%s\",\"created\":%d,\"data\":{\"object\":%s}}"
                .formatted(id, type, Instant.now().getEpochSecond() - 5, object);
    }

    private static HttpResponse<String> stripe(String body, String secret, long ageSeconds)
            throws IOException, InterruptedException, GeneralSecurityException {
        return stripe("stripe", body, secret, ageSeconds);
    }

    private static HttpResponse<String> stripe(String source, String body, String secret, long ageSeconds)
            throws IOException, InterruptedException, GeneralSecurityException {
        long time = Instant.now().getEpochSecond() - ageSeconds;
        String signature = "t=" + time + ",v1=" + Webhook.Util.computeHmacSha256(secret, time + "." + body);
        return doors.post(
                "/webhooks/" + source, body, "Stripe-Signature", signature, "Content-Type", "application/json");
    }

    @Test
    void shouldKnowOneCompanyUnderFourIds() throws Exception {
        String now = Instant.now().toString();
        doors.events("""
                {"type":"customer","customer":"four","at":"%s","name":"Four Ids","external_ids":{"stripe":"cus_S4",\
                "chargebee":"cb_4","sentry":"tag-4"},"keys":["key_four_1"]}""".formatted(now));
        doors.events("""
                {"customer_id":"","api_key_id":"key_four_1","time":"%s","method":"GET","uri":"/v1/a","status":200}""".formatted(now).replace("\"customer_id\":\"\",", ""), """
                {"type":"api_call","customer":"four","at":"%s","method":"GET","route":"/v1/a","status":200}""".formatted(now));
        String invoice = "{\"id\":\"in_4\",\"customer\":\"cus_S4\",\"currency\":\"eur\",\"amount_due\":990}";
        String failed = stripe("evt_four", "invoice.payment_failed", invoice);
        assertThat(stripe(failed, "whsec_new", 0).statusCode()).isEqualTo(202);
        assertThat(stripe(failed, "whsec_old", 0).statusCode()).isEqualTo(202);
        String content = """
                {"id":"ev_4","occurred_at":%d,"event_type":"subscription_changed","content":{"subscription":{
                "customer_id":"cb_4","plan_id":"pro","status":"active","currency_code":"EUR","mrr":9900}}}""".formatted(Instant.now().getEpochSecond() - 3);
        String basic = Base64.getEncoder().encodeToString("hook:secret".getBytes(StandardCharsets.UTF_8));
        assertThat(doors.post("/webhooks/chargebee", content, "Authorization", "Basic " + basic)
                        .statusCode())
                .isEqualTo(202);
        String error = """
                {"action":"created","data":{"error":{"event_id":"e4","datetime":"%s","level":"error","title":"boom",
                "tags":[["customer_id","tag-4"]]}}}""".formatted(now);
        String signature =
                HexFormat.of().formatHex(Hmac.sha256("sentry-secret", error.getBytes(StandardCharsets.UTF_8)));
        assertThat(doors.post(
                                "/webhooks/sentry",
                                error,
                                "Sentry-Hook-Resource",
                                "error",
                                "Sentry-Hook-Signature",
                                signature)
                        .statusCode())
                .isEqualTo(202);
        JsonNode four = doors.await("four", "failed_payments", 1);
        assertThat(four.path("signals").path("failed_payments").asInt()).isEqualTo(1);
        assertThat(four.path("tier").asString()).isEqualTo("pro");
        assertThat(four.path("mrr").asDouble()).isEqualTo(99);
        awaitCurrency("EUR");
        assertThat(four.path("signals").path("calls_total").asInt()).isEqualTo(2);
        assertThat(doors.get("/api/v1/customers?query=four").path("items").size())
                .isEqualTo(1);
    }

    /** It comes by the tables, the rest of the answer from the engine. */
    private void awaitCurrency(String currency) throws Exception {
        for (int tries = 0; tries < 200; tries++) {
            JsonNode row =
                    doors.get("/api/v1/customers?query=four").path("items").path(0);
            if (row.path("currency").asString("").equals(currency)) {
                return;
            }
            Thread.sleep(50);
        }
        throw new AssertionError("no currency " + currency + " in " + doors.get("/api/v1/customers?query=four"));
    }

    @Test
    void shouldBringUsageAndPaymentsTogetherWhenTheLinkComesLast() throws Exception {
        String call = """
                {"type":"api_call","customer":"%s","at":"%s","method":"GET","route":"/v1/a","status":200%s}""";
        String own = call.formatted("late", Instant.now(), "");
        String keyed =
                call.formatted("", Instant.now(), ",\"key\":\"key_late_7\"").replace("\"customer\":\"\",", "");
        String invoice = "{\"id\":\"in_late%s\",\"customer\":\"cus_LATE\",\"currency\":\"eur\",\"amount_due\":990}";
        doors.events(own, keyed);
        assertThat(stripe(stripe("evt_l1", "invoice.payment_failed", invoice.formatted(1)), "whsec_new", 0)
                        .statusCode())
                .isEqualTo(202);
        doors.events("""
                {"type":"customer","customer":"late","at":"%s","external_ids":{"stripe":"cus_LATE"},"keys":["key_late_7"]}""".formatted(Instant.now()));
        doors.events(own, keyed);
        assertThat(stripe(stripe("evt_l2", "invoice.payment_failed", invoice.formatted(2)), "whsec_new", 0)
                        .statusCode())
                .isEqualTo(202);
        JsonNode late = doors.await("late", "failed_payments", 1);
        assertThat(late.path("signals").path("failed_payments").asInt())
                .as("what came before its link stays counted as nobody's")
                .isEqualTo(1);
        assertThat(doors.await("late", "calls_total", 3)
                        .path("signals")
                        .path("calls_total")
                        .asInt())
                .isEqualTo(3);
        assertThat(doors.get("/api/v1/customers?query=late").path("items").size())
                .isEqualTo(1);
    }

    @Test
    void shouldShowAWrongSigningSecretWhereTheSourceIsShown() throws Exception {
        String body = stripe("evt_w1", "invoice.payment_failed", "{\"id\":\"in_w\",\"customer\":\"cus_W\"}");
        assertThat(stripe("stripe-eu", body, "whsec_wrong", 0).statusCode()).isEqualTo(401);
        assertThat(doors.source("stripe-eu").path("trouble").asString())
                .startsWith("a body was refused at 20")
                .contains("(401)", "Check the signing secret");
        assertThat(stripe("stripe-eu/", body, "whsec_eu", 0).statusCode()).isEqualTo(202);
        assertThat(doors.source("stripe-eu").path("trouble").isNull()).isTrue();
    }

    @Test
    void shouldKnowACustomerOfASecondAccountByTheIdThatItLearnedThere() throws Exception {
        doors.events("{\"type\":\"customer\",\"customer\":\"second\",\"at\":\"%s\"}".formatted(Instant.now()));
        String made = "{\"id\":\"cus_EU\",\"object\":\"customer\",\"metadata\":{\"tenant\":\"second\"}}";
        String failed = "{\"id\":\"in_EU\",\"customer\":\"cus_EU\",\"currency\":\"eur\",\"amount_due\":990}";
        for (String delivery : List.of(
                stripe("evt_eu1", "customer.created", made), stripe("evt_eu2", "invoice.payment_failed", failed))) {
            assertThat(stripe("stripe-eu", delivery, "whsec_eu", 0).statusCode())
                    .isEqualTo(202);
        }
        JsonNode second = doors.await("second", "failed_payments", 1);
        assertThat(second.path("signals").path("failed_payments").asInt()).isEqualTo(1);
    }

    private static String subscribed(String id, String status, long madeSecondsAgo) {
        String object = """
                {"id":"sub_o","object":"subscription","customer":"cus_O","status":"%s","items":{"data":[]}}""".formatted(status);
        return "{\"id\":\"%s\",\"object\":\"event\",\"type\":\"customer.subscription.updated\",\"created\":%d,\"data\":{\"object\":%s}}"
                .formatted(id, Instant.now().getEpochSecond() - madeSecondsAgo, object);
    }

    private static String invoice(String id, String type, long madeSecondsAgo) {
        return "{\"id\":\"%s\",\"object\":\"event\",\"type\":\"%s\",\"created\":%d,\"data\":{\"object\":{\"id\":\"in_o\",\"customer\":\"cus_O\",\"currency\":\"eur\",\"amount_due\":990,\"amount_paid\":990}}}"
                .formatted(id, type, Instant.now().getEpochSecond() - madeSecondsAgo);
    }

    @Test
    void shouldHoldToTheTimesInWebhooksNotToTheOrderOfTheirDelivery() throws Exception {
        doors.events("""
                {"type":"customer","customer":"ordered","at":"%s","external_ids":{"stripe":"cus_O"}}""".formatted(Instant.now()));
        for (String delivery : List.of(
                subscribed("evt_o3", "active", 10),
                subscribed("evt_o1", "trialing", 90),
                subscribed("evt_o2", "past_due", 60),
                subscribed("evt_o3", "active", 10),
                invoice("evt_o6", "invoice.paid", 10),
                invoice("evt_o5", "invoice.payment_failed", 50),
                invoice("evt_o7", "invoice.payment_failed", 5),
                invoice("evt_o7", "invoice.payment_failed", 5),
                invoice("evt_o4", "invoice.paid", 70))) {
            assertThat(stripe(delivery, "whsec_new", 0).statusCode()).isEqualTo(202);
        }
        JsonNode signals = doors.await("ordered", "failed_payments", 1).path("signals");
        assertThat(signals.path("subscription_status").asString()).isEqualTo("active");
        assertThat(signals.path("failed_payments").asInt()).isEqualTo(1);
    }

    private static String subscription(
            String customer, String event, String id, String status, int cents, long second) {
        String object = """
                {"id":"%s","object":"subscription","customer":"%s","status":"%s","currency":"eur","items":{"data":[{"quantity":1,
                "price":{"id":"pro","unit_amount":%d,"recurring":{"interval":"month","interval_count":1}}}]}}""".formatted(id, customer, status, cents);
        return "{\"id\":\"evt_%s%s%s\",\"object\":\"event\",\"type\":\"customer.subscription.%s\",\"created\":%d,\"data\":{\"object\":%s}}"
                .formatted(customer, id, event, event, second, object);
    }

    private static void linked(String customer, String account) throws IOException, InterruptedException {
        doors.events("{\"type\":\"customer\",\"customer\":\"%s\",\"at\":\"%s\",\"external_ids\":{\"stripe\":\"%s\"}}"
                .formatted(customer, Instant.now().minusSeconds(600), account));
    }

    /** What the customer's subscriptions are once the deliveries show, or what they stay. */
    private static String billed(String customer, String expected, String... deliveries) throws Exception {
        for (String delivery : deliveries) {
            assertThat(stripe(delivery, "whsec_new", 0).statusCode()).isEqualTo(202);
        }
        String found = "";
        for (int i = 0; i < 100 && !found.equals(expected); i++) {
            Thread.sleep(50);
            JsonNode known = doors.get("/api/v1/customers/" + customer);
            found = known.path("tier").asString() + " "
                    + known.path("subscription_status").asString() + " "
                    + known.path("mrr").asInt();
        }
        return found;
    }

    @Test
    void shouldCountTheSubscriptionThatStaysWhenAnotherEnds() throws Exception {
        long start = Instant.now().getEpochSecond() - 300;
        linked("several", "cus_V");
        assertThat(billed(
                        "several",
                        "pro active 60",
                        subscription("cus_V", "created", "sub_1", "active", 5000, start),
                        subscription("cus_V", "created", "sub_2", "active", 1000, start + 10)))
                .isEqualTo("pro active 60");
        assertThat(billed(
                        "several",
                        "pro active 50",
                        subscription("cus_V", "deleted", "sub_2", "canceled", 1000, start + 20)))
                .isEqualTo("pro active 50");
        assertThat(billed(
                        "several",
                        "pro active 50",
                        subscription("cus_V", "updated", "sub_2", "active", 1000, start + 15)))
                .as("older than the end of the same one")
                .isEqualTo("pro active 50");
        assertThat(billed(
                        "several",
                        "pro past_due 50",
                        subscription("cus_V", "updated", "sub_1", "past_due", 5000, start + 12)))
                .as("older than what came of another one")
                .isEqualTo("pro past_due 50");
        assertThat(billed(
                        "several",
                        "none canceled 0",
                        subscription("cus_V", "deleted", "sub_1", "canceled", 5000, start + 30)))
                .isEqualTo("none canceled 0");
        linked("upgraded", "cus_U2");
        linked("upgraded", "cus_U");
        assertThat(billed(
                        "upgraded",
                        "pro active 90",
                        subscription("cus_U", "created", "sub_old", "active", 1000, start),
                        subscription("cus_U", "created", "sub_new", "active", 9000, start + 100),
                        subscription("cus_U", "deleted", "sub_old", "canceled", 1000, start + 101)))
                .isEqualTo("pro active 90");
        assertThat(billed("upgraded", "none none 0", stripe("evt_gone", "customer.deleted", "{\"id\":\"cus_U\"}")))
                .isEqualTo("none none 0");
        assertThat(doors.get("/api/v1/customers/upgraded").path("external_ids").toString())
                .isEqualTo("{\"stripe\":[\"cus_U2\",\"cus_U\"]}");
        linked("tied", "cus_T");
        assertThat(billed(
                        "tied",
                        "pro active 10",
                        subscription("cus_T", "updated", "sub_t", "active", 1000, start),
                        subscription("cus_T", "created", "sub_t", "incomplete", 1000, start)))
                .isEqualTo("pro active 10");
    }

    @Test
    void shouldRefuseForgedOldAndUnknownWebhooks() throws Exception {
        String body = stripe("evt_x", "invoice.payment_failed", "{\"id\":\"in_x\"}");
        assertThat(stripe(body, "whsec_wrong", 0).statusCode()).isEqualTo(401);
        assertThat(stripe(body, "whsec_new", 400).statusCode()).isEqualTo(401);
        assertThat(doors.post("/webhooks/stripe", body).statusCode()).isEqualTo(401);
        assertThat(doors.post("/webhooks/chargebee", "{}", "Authorization", "Basic eDp5")
                        .statusCode())
                .isEqualTo(401);
        assertThat(doors.post("/webhooks/sentry", "{}", "Sentry-Hook-Signature", "00")
                        .statusCode())
                .isEqualTo(401);
        assertThat(doors.post("/webhooks/paddle", "{}").statusCode()).isEqualTo(404);
        assertThat(stripe("{\"a\":1}", "whsec_new", 0).statusCode()).isEqualTo(400);
    }

    @Test
    void shouldShowWhatEachSourceBringsAndKeepWhatIsNobodys() throws Exception {
        String stranger = "{\"id\":\"in_9\",\"customer\":\"cus_unknown\",\"currency\":\"eur\",\"amount_due\":990}";
        assertThat(stripe(stripe("evt_s", "invoice.payment_failed", stranger), "whsec_new", 0)
                        .statusCode())
                .isEqualTo(202);
        JsonNode stripe = doors.source("stripe");
        assertThat(stripe.path("type").asString()).isEqualTo("stripe");
        assertThat(stripe.path("configured").asBoolean()).isTrue();
        assertThat(stripe.path("unattributed").asInt()).isGreaterThanOrEqualTo(1);
        assertThat(stripe.path("last_event_at").asString()).startsWith("20");
        JsonNode setups = doors.get("/api/v1/sources/setup").path("items");
        assertThat(setups.toString()).contains(doors.url() + "/v1/events");
        for (JsonNode setup : setups.values()) {
            assertThat(setup.path("hint").asString()).endsWith(".");
        }
        assertThat(doors.get("/api/v1/customer?id=cus_unknown").path("status").asInt())
                .isEqualTo(404);
    }
}
