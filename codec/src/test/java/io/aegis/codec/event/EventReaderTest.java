package io.aegis.codec.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.engine.event.ApiCall;
import io.aegis.engine.event.ApiCalls;
import io.aegis.engine.event.ApiKey;
import io.aegis.engine.event.CustomerRemoved;
import io.aegis.engine.event.CustomerUpdate;
import io.aegis.engine.event.ErrorReport;
import io.aegis.engine.event.Fact;
import io.aegis.engine.event.Login;
import io.aegis.engine.event.Payment;
import io.aegis.engine.event.ReportedSignal;
import io.aegis.engine.event.Stage;
import io.aegis.engine.event.Subscription;
import io.aegis.engine.event.SubscriptionStatus;
import io.aegis.engine.event.Tier;
import io.aegis.engine.event.Track;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EventReaderTest {

    private static final long AT = 1_764_510_300_000L; // 2025-11-30T13:45:00Z
    private static final Masking MASKING = new Masking("0123456789abcdef".getBytes(StandardCharsets.US_ASCII));

    private final EventReader reader =
            new EventReader(new EventOptions(MASKING, EventLimits.DEFAULT, Map.of("Gold 2025", Tier.PRO)));

    private Line read(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        Line line = reader.readLine(bytes, 0, bytes.length, 1);
        assertThat(line).as(json).isNotNull();
        return java.util.Objects.requireNonNull(line);
    }

    private PublicEvent event(String json) {
        assertThat(read(json)).isInstanceOf(PublicEvent.class);
        return (PublicEvent) read(json);
    }

    private RejectedLine rejected(String json) {
        assertThat(read(json)).as(json).isInstanceOf(RejectedLine.class);
        return (RejectedLine) read(json);
    }

    private static String of(String type, String more) {
        return "{\"type\":\"" + type + "\",\"customer\":\"acme\",\"at\":\"2025-11-30T13:45:00Z\"" + more + "}";
    }

    @Test
    void shouldReadACallWithAllItsFields() {
        PublicEvent event = event(of(
                "api_call",
                ",\"id\":\"e-1\",\"method\":\"get\",\"route\":\"/v1/orders\",\"status\":404,\"latency_ms\":12.6,"
                        + "\"key\":\"ak_acme\",\"environment\":\"test\",\"error_code\":\"no_such_order\""));
        ApiCall call = new ApiCall("GET", "/v1/orders", 404, 13, true, "ak_acme", "no_such_order");
        assertThat(event).isEqualTo(new PublicEvent("acme", AT, "e-1", call, null));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            customer_id | timestamp | path  | duration_ms
            customerId  | time      | path  | latencyMs
            customer    | at        | route | latency_ms
            """)
    void shouldUnderstandTheUsualOtherNames(String customer, String at, String route, String latency) {
        String json =
                "{\"type\":\"api_call\",\"%s\":\"acme\",\"%s\":1764510300000,\"method\":\"GET\",\"%s\":\"/a\",\"status\":200,\"%s\":7}"
                        .formatted(customer, at, route, latency);
        ApiCall call = new ApiCall("GET", "/a", 200, 7, false, null, null);
        assertThat(event(json)).isEqualTo(new PublicEvent("acme", AT, null, call, null));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1796069250        | 1796069250000
            1796069250.123    | 1796069250123
            1.79606925e9      | 1796069250000
            1000000000        | 1000000000000
            99999999999       | 99999999999000
            999999999         | 999999999
            100000000000      | 100000000000
            1796069250123     | 1796069250123
            1796069250123.9   | 1796069250123
            0                 | 0
            """)
    void shouldTellSecondsFromMilliseconds(String sent, long millis) {
        for (String name : List.of("at", "time", "timestamp")) {
            String call =
                    "{\"type\":\"api_call\",\"customer\":\"a\",\"method\":\"GET\",\"path\":\"/\",\"status\":200,\"%s\":%s}"
                            .formatted(name, sent);
            assertThat(event(call).atMillis()).isEqualTo(millis);
        }
        String plan = ",\"status\":\"active\",\"trial_end\":%s,\"renews_at\":%s".formatted(sent, sent);
        Subscription subscription =
                (Subscription) event(of("subscription", plan)).fact();
        assertThat(subscription.trialEndMillis()).isEqualTo(millis);
        assertThat(subscription.renewsAtMillis()).isEqualTo(millis);
        CustomerUpdate update = (CustomerUpdate)
                event(of("customer", ",\"created_at\":" + sent)).fact();
        assertThat(update.createdAtMillis()).isEqualTo(millis);
        ReportedSignal signal = (ReportedSignal) event(of("signal", ",\"name\":\"x\",\"value\":1,\"until\":" + sent))
                .fact();
        assertThat(signal.untilMillis()).isEqualTo(millis);
    }

    @Test
    void shouldTakeAGatewaysRecordWithoutTypeForACall() {
        String json = "{\"time\":\"2025-11-30T14:45:00.5+01:00\",\"customer_id\":\"acme\",\"request_id\":\"x\","
                + "\"method\":\"POST\",\"uri\":\"/v1/orders/17?token=abc\",\"status\":\"502\",\"request_time\":\"0.016\"}";
        ApiCall call = new ApiCall("POST", "/v1/orders/{id}", 502, 16, false, null, null);
        assertThat(event(json)).isEqualTo(new PublicEvent("acme", AT + 500, null, call, null));
    }

    @Test
    void shouldReadEveryOtherType() {
        assertThat(event(of(
                                "api_calls",
                                ",\"count\":10,\"client_errors\":3,\"auth_errors\":1,\"throttled\":1,"
                                        + "\"server_errors\":2,\"until\":\"2025-11-30T13:46:00Z\",\"route\":\"/a\""))
                        .fact())
                .isEqualTo(new ApiCalls(10, 3, 1, 1, 2, AT + 60_000, "/a"));
        assertThat(event(of("customer_removed", "")).fact()).isEqualTo(new CustomerRemoved());
        assertThat(event(of("api_key", ",\"key\":\"ak_1\",\"environment\":\"test\",\"action\":\"revoked\""))
                        .fact())
                .isEqualTo(new ApiKey("ak_1", true, true));
        assertThat(event(
                                of(
                                        "subscription",
                                        ",\"tier\":\"pro\",\"status\":\"past_due\",\"mrr\":99.5,\"currency\":\"eur\","
                                                + "\"trial_end\":1764510300000,\"quota_calls\":5000,\"renews_at\":\"2025-12-01T00:00:00Z\""))
                        .fact())
                .isEqualTo(new Subscription(
                        Tier.PRO, SubscriptionStatus.PAST_DUE, 99.5, "EUR", AT, 5000, 1_764_547_200_000L));
        assertThat(event(of(
                                "payment",
                                ",\"outcome\":\"failed\",\"amount\":20,\"currency\":\"USD\","
                                        + "\"reason\":\"card_declined\",\"attempt\":2"))
                        .fact())
                .isEqualTo(new Payment(false, 20, "USD", "card_declined", 2));
        assertThat(event(of("login", ",\"user\":\"eve\"")).fact()).isEqualTo(new Login());
        assertThat(event(of("track", ",\"name\":\"Dashboard Viewed\"")).fact())
                .isEqualTo(new Track("Dashboard Viewed"));
        assertThat(event(of("signal", ",\"name\":\"nps\",\"value\":7")).fact())
                .isEqualTo(new ReportedSignal("nps", 7.0, AT + 86_400_000L));
        assertThat(event(of("signal", ",\"name\":\"usage_trend\",\"value\":\"declining\",\"until\":1764510300001"))
                        .fact())
                .isEqualTo(new ReportedSignal("usage_trend", "declining", AT + 1));
        assertThat(read("{\"type\":\"tick\",\"at\":\"2025-11-30T13:45:00Z\"}")).isEqualTo(new PublicTick(AT));
    }

    @Test
    void shouldTakeACallThatNamesOnlyItsKey() {
        String call =
                "{\"type\":\"api_call\",\"at\":1,\"method\":\"GET\",\"route\":\"/\",\"status\":200,%s\"key\":\"key_1\"}";
        assertThat(event(call.formatted("")).customer()).isEmpty();
        assertThat(event(call.formatted("\"customer\":\"\",")).customer()).isEmpty();
        assertThat(event(call.formatted("\"customer\":\"a\",")).customer()).isEqualTo("a");
    }

    @Test
    void shouldKeepPersonalFieldsApartFromFacts() {
        PublicEvent customer = event(
                of(
                        "customer",
                        ",\"name\":\"Acme \\\"GmbH\\\"\",\"tier\":\"enterprise\",\"stage\":null,\"tags\":[\"batch\"],"
                                + "\"owner\":null,\"timezone\":\"Europe/Berlin\",\"contacts\":{\"tech\":\"a@acme.example\"},"
                                + "\"external_ids\":{\"stripe\":\"cus_9\"},\"keys\":[\"ak_acme\"],\"attributes\":{\"x\":[1,2.5,true,null]}"));
        int present = CustomerUpdate.TIER | CustomerUpdate.STAGE | CustomerUpdate.TAGS;
        assertThat(customer.fact())
                .isEqualTo(new CustomerUpdate(present, Tier.ENTERPRISE, null, Fact.UNKNOWN, List.of("batch"), false));
        assertThat(customer.profile())
                .isEqualTo(new Profile(
                        Map.of(
                                "name", "\"Acme \\\"GmbH\\\"\"",
                                "owner", "null",
                                "timezone", "\"Europe/Berlin\"",
                                "contacts", "{\"tech\":\"a@acme.example\"}",
                                "attributes", "{\"x\":[1,2.5,true,null]}"),
                        Map.of("stripe", "cus_9"),
                        List.of("ak_acme")));
        PublicEvent error =
                event(of("error", ",\"title\":\"boom\",\"level\":\"fatal\",\"count\":3,\"url\":\"https://e/1\""));
        assertThat(error.fact()).isEqualTo(new ErrorReport("fatal", 3));
        assertThat(error.profile())
                .isEqualTo(new Profile(Map.of("title", "\"boom\"", "url", "\"https://e/1\""), null, null));
    }

    @Test
    void shouldReadStageAndCreationFromACustomer() {
        CustomerUpdate update = (CustomerUpdate) event(of(
                        "customer",
                        ",\"stage\":\"first_api_call\",\"created_at\":1764510300000,\"do_not_contact\":true"))
                .fact();
        assertThat(update.stage()).isEqualTo(Stage.FIRST_API_CALL);
        assertThat(update.createdAtMillis()).isEqualTo(AT);
        assertThat(update.doNotContact()).isTrue();
    }

    @Test
    void shouldMapPlansToTiers() {
        assertThat(((Subscription) event(of("subscription", ",\"plan\":\"Gold 2025\",\"status\":\"active\""))
                                .fact())
                        .tier())
                .isEqualTo(Tier.PRO);
        assertThat(((Subscription) event(of("subscription", ",\"plan\":\"Starter\",\"status\":\"active\""))
                                .fact())
                        .tier())
                .isEqualTo(Tier.STARTER);
        assertThat(((Subscription) event(of("subscription", ",\"plan\":\"??\",\"status\":\"active\""))
                                .fact())
                        .tier())
                .isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"type":"api_cal","customer":"a","at":1}                               | type     | did you mean api_call? allowed: api_call, api_calls, customer, customer_removed, api_key, subscription, payment, error, login, track, signal, tick
            {"customer":"a","at":1,"method":"GET","route":"/","status":200}         | type     | type is missing
            {"type":7,"customer":"a","at":1}                                        | type     | type (7) is unknown
            {"type":"api_call","at":1,"method":"GET","route":"/","status":200}      | customer | customer is missing; send an id as customer, customer_id or customerId
            {"type":"login","customer":"","at":1}                                   | customer | is no id; send 1 to 128 visible characters
            {"type":"login","customer":"a\\u0007","at":1}                           | customer | is no id
            {"type":"login","customer":"a"}                                         | at       | at is missing; send a time as at, timestamp or time
            {"type":"login","customer":"a","at":"yesterday"}                        | at       | at ("yesterday") is no time; send RFC 3339
            {"type":"login","customer":"a","at":"2025-11-30T13:45:00"}              | at       | is no time
            {"type":"login","customer":"a","at":"2025-02-29T13:45:00Z"}             | at       | is no time
            {"type":"login","customer":"a","timestamp":-5}                          | timestamp | timestamp (-5) is no time
            {"type":"api_call","customer":"a","at":1,"route":"/","status":200}      | method   | method is missing
            {"type":"api_call","customer":"a","at":1,"method":"G T","route":"/","status":200} | method | is no HTTP method
            {"type":"api_call","customer":"a","at":1,"method":"GET","status":200}   | route    | route is missing; send it as route or path
            {"type":"api_call","customer":"a","at":1,"method":"GET","route":"/"}    | status   | status is missing
            {"type":"api_call","customer":"a","at":1,"method":"GET","route":"/","status":"200"} | status | status ("200") is no HTTP status; send a number from 100 to 599
            {"type":"api_call","customer":"a","at":1,"method":"GET","route":"/","status":600} | status | status (600)
            {"type":"api_call","customer":"a","at":1,"method":"GET","route":"/","status":200,"latency_ms":-1} | latency_ms | is no duration
            {"type":"api_call","customer":"a","at":1,"method":"GET","route":"/","status":200,"environment":"prod"} | environment | allowed: live, test
            {"type":"api_calls","customer":"a","at":1,"count":1,"server_errors":2}   | count    | is less than
            {"type":"api_calls","customer":"a","at":5,"count":1,"until":1}           | until    | lies before at
            {"type":"customer","customer":"a","at":1,"tier":"Pro"}                  | tier     | did you mean pro?
            {"type":"customer","customer":"a","at":1,"stage":"live"}                | stage    | allowed: new, trial_created
            {"type":"customer","customer":"a","at":1,"timezone":"Mars/Base"}        | timezone | is no time zone
            {"type":"customer","customer":"a","at":1,"tags":"x"}                    | tags     | is not a JSON array
            {"type":"subscription","customer":"a","at":1,"status":"cancelled"}      | status   | did you mean canceled?
            {"type":"payment","customer":"a","at":1,"outcome":"failed","currency":"EUR"} | amount | amount is missing
            {"type":"signal","customer":"a","at":1,"name":"error_rate","value":2}    | value    | is no rate
            {"type":"api_key","customer":"a","at":1,"action":"issued"}              | key      | key is missing
            """)
    void shouldRejectWithFieldAndReason(String json, String field, String reason) {
        RejectedLine rejected = rejected(json);
        assertThat(rejected.field()).isEqualTo(field);
        assertThat(rejected.reason()).contains(reason).doesNotContain("\n");
        assertThat(rejected.line()).isEqualTo(1);
    }

    @Test
    void shouldRejectOnlyTheWrongLinesOfABody() throws BrokenBodyException {
        String good = of("login", "");
        String body = "\uFEFF" + good + "\n\n{broken\n" + good + "\r\n[1]\n\"x\"\n" + good + " {}\n" + good;
        List<Line> lines = reader.readLines(body.getBytes(StandardCharsets.UTF_8));
        assertThat(lines).hasSize(7);
        assertThat(lines).filteredOn(line -> line instanceof PublicEvent).hasSize(3);
        assertThat(lines)
                .filteredOn(line -> line instanceof RejectedLine)
                .extracting(line -> ((RejectedLine) line).line())
                .containsExactly(3L, 5L, 6L, 7L);
    }

    @Test
    void shouldReadAnObjectOrAnArray() throws BrokenBodyException {
        byte[] array = ("[" + of("login", "") + ",\n 17, {\"type\":\"x\"}, " + of("track", ",\"name\":\"n\"") + "]")
                .getBytes(StandardCharsets.UTF_8);
        List<Line> lines = reader.readJson(array);
        assertThat(lines).hasSize(4);
        assertThat(lines.get(0)).isInstanceOf(PublicEvent.class);
        assertThat(lines.get(1))
                .isInstanceOfSatisfying(
                        RejectedLine.class, r -> assertThat(r.line()).isEqualTo(2));
        assertThat(lines.get(3)).isInstanceOf(PublicEvent.class);
        byte[] pretty = of("login", "").replace(",", ",\n  ").getBytes(StandardCharsets.UTF_8);
        assertThat(reader.readJson(pretty)).hasSize(1).first().isInstanceOf(PublicEvent.class);
        assertThat(reader.readJson(new byte[0])).isEmpty();
        assertThat(reader.readJson("[]".getBytes(StandardCharsets.UTF_8))).isEmpty();
    }

    @Test
    void shouldRefuseABrokenBodyAsAWhole() {
        String deep = of("customer", ",\"attributes\":" + "{\"a\":".repeat(70) + "1" + "}".repeat(70));
        byte[] tooDeep = (of("login", "") + "\n" + deep).getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> reader.readLines(tooDeep))
                .isInstanceOf(BrokenBodyException.class)
                .hasMessageContaining("line 2 is nested deeper than 64 levels");
        assertThatThrownBy(() -> reader.readJson(deep.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(BrokenBodyException.class);
        byte[] notUtf8 = of("login", "").replace("acme", "\u00e9").getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> reader.readLines(notUtf8))
                .isInstanceOf(BrokenBodyException.class)
                .hasMessageContaining("0xE9");
        assertThatThrownBy(() -> reader.readJson(of("login", "").substring(9).getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(BrokenBodyException.class)
                .hasMessageContaining("not JSON");
        assertThatThrownBy(() -> reader.readJson((of("login", "") + of("login", "")).getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(BrokenBodyException.class)
                .hasMessageContaining("more than one JSON value");
    }

    @Test
    void shouldRejectOneLineOfAFileThatIsNotUtf8OrTooLong() throws IOException {
        EventLimits limits = new EventLimits(200, 64, 128, 2048, 2048, 100);
        EventReader small = new EventReader(new EventOptions(MASKING, limits, Map.of()));
        byte[] bad = of("login", "").replace("acme", "\u00e9").getBytes(StandardCharsets.ISO_8859_1);
        String tooLong = of("login", ",\"user\":\"" + "x".repeat(500_000) + "\"");
        java.io.ByteArrayOutputStream file = new java.io.ByteArrayOutputStream();
        for (byte[] each : List.of(
                of("login", "").getBytes(StandardCharsets.UTF_8),
                bad,
                tooLong.getBytes(StandardCharsets.UTF_8),
                of("login", "").getBytes(StandardCharsets.UTF_8),
                tooLong.getBytes(StandardCharsets.UTF_8))) {
            file.write(each);
            file.write('\n');
        }
        List<Line> lines = new ArrayList<>();
        assertThat(small.readLines(new ByteArrayInputStream(file.toByteArray()), lines::add))
                .isEqualTo(5);
        assertThat(lines).hasSize(5);
        assertThat(((RejectedLine) lines.get(1)).reason()).contains("not UTF-8: byte 0xE9");
        assertThat(((RejectedLine) lines.get(2)).reason()).contains("longer than 200 bytes");
        assertThat(lines.get(3)).isInstanceOf(PublicEvent.class);
        assertThat(((RejectedLine) lines.get(4)).line()).isEqualTo(5);
    }

    @Test
    void shouldReadUnicodeIdsAndEscapes() {
        PublicEvent event = event(of("login", "").replace("acme", "M\\u00fcller \uD83D\uDE80"));
        assertThat(event.customer()).isEqualTo("M\u00fcller \uD83D\uDE80");
        assertThat(event(of("login", "").replace("\"acme\"", "42")).customer()).isEqualTo("42");
    }

    @Test
    void shouldRefuseABodyThatIsWrongThroughoutAndShowLittleOfManyWrongLines() throws BrokenBodyException {
        String wrong = "{\"type\":\"nothing\",\"more\":\"" + "x ".repeat(300) + "\"}\n";
        List<Line> lines = reader.readLines(wrong.repeat(1_001).getBytes(StandardCharsets.UTF_8));
        assertThat(lines).hasSize(1_001);
        assertThat(((RejectedLine) lines.get(999)).masked()).hasSizeGreaterThan(600);
        assertThat(((RejectedLine) lines.get(1_000)).masked()).hasSizeLessThan(450);
        byte[] endless = "x\n".repeat(BodyLines.WRONG_MAX + 1).getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> reader.readLines(endless))
                .isInstanceOf(BrokenBodyException.class)
                .hasMessageContaining("more than 100,000 wrong lines");
        byte[] array = ("[" + "7,".repeat(BodyLines.WRONG_MAX) + "7]").getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> reader.readJson(array)).isInstanceOf(BrokenBodyException.class);
    }
}
