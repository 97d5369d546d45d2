package io.aegis.formats.captures;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.codec.event.BrokenBodyException;
import io.aegis.codec.event.EventReader;
import io.aegis.codec.event.Line;
import io.aegis.codec.event.Masking;
import io.aegis.codec.event.PublicEvent;
import io.aegis.engine.event.ApiCall;
import io.aegis.engine.event.ErrorReport;
import io.aegis.engine.event.Payment;
import io.aegis.engine.event.Subscription;
import io.aegis.engine.event.SubscriptionStatus;
import io.aegis.engine.event.Tier;
import io.aegis.formats.chargebee.ChargebeeReader;
import io.aegis.formats.cloudevents.CloudEventsReader;
import io.aegis.formats.gateway.LogFormat;
import io.aegis.formats.gateway.LogReader;
import io.aegis.formats.mapping.Extraction;
import io.aegis.formats.mapping.Instants;
import io.aegis.formats.mapping.Json;
import io.aegis.formats.mapping.Mapping;
import io.aegis.formats.mapping.Plans;
import io.aegis.formats.mapping.PublicJson;
import io.aegis.formats.mapping.RouteTemplates;
import io.aegis.formats.mapping.Target;
import io.aegis.formats.otlp.OtlpBatch;
import io.aegis.formats.otlp.OtlpReader;
import io.aegis.formats.segment.EventNames;
import io.aegis.formats.segment.SegmentReader;
import io.aegis.formats.sentry.SentryReader;
import io.aegis.formats.stripe.StripeReader;
import io.aegis.formats.stripe.StripeSignature;
import io.aegis.formats.stripe.StripeSignature.Verdict;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Each capture of a real client becomes what was counted when it was made ({@code expected.json} beside it). */
@Tag("real")
final class CapturesTest {

    private static final Masking MASKING = new Masking("a key for these tests".getBytes(StandardCharsets.UTF_8));
    private static final EventReader EVENTS = new EventReader(MASKING);
    private static final Path DIR =
            Path.of(Objects.requireNonNull(System.getProperty("aegis.real"))).resolve("fixtures");

    private static byte[] bytes(String name) throws IOException {
        return Files.readAllBytes(DIR.resolve(name));
    }

    private static JsonNode expected(String name) throws IOException, BrokenBodyException {
        JsonNode found = Json.read(bytes("expected.json")).path(name);
        assertThat(found.isMissingNode()).isFalse();
        return found;
    }

    private static Map<String, String> counts(List<? extends @Nullable Line> lines) {
        Map<String, int[]> counts = new TreeMap<>();
        for (Line line : lines) {
            if (line instanceof PublicEvent event && event.fact() instanceof ApiCall call) {
                int[] count = counts.computeIfAbsent(event.customer(), unused -> new int[2]);
                count[0]++;
                count[1] += call.status() >= 500 ? 1 : 0;
            }
        }
        Map<String, String> texts = new TreeMap<>();
        counts.forEach((customer, count) -> texts.put(customer, count[0] + "/" + count[1]));
        return texts;
    }

    private static Map<String, String> counts(JsonNode expected) {
        Map<String, String> texts = new TreeMap<>();
        expected.properties()
                .forEach(customer -> texts.put(
                        customer.getKey(),
                        customer.getValue().path("calls").asInt() + "/"
                                + customer.getValue().path("status_5xx").asInt()));
        return texts;
    }

    private static OtlpReader otlp(String... customers) {
        Mapping mapping = customers.length == 0
                ? Mapping.NONE
                : Mapping.of().take(Target.CUSTOMER, customers).build();
        return new OtlpReader(mapping, MASKING, null);
    }

    @Test
    void shouldCountOtlpAsCounted() throws IOException, BrokenBodyException {
        OtlpBatch json = otlp().tracesJson(bytes("otlp-node/traces-json.body.json"));
        assertThat(counts(json.lines()))
                .isEqualTo(counts(expected("otlp-node/traces-json").path("server_spans_by_customer.id")));
        assertThat(json.records()).isEqualTo(30);
        for (String name : List.of("traces-proto", "traces-auto-instrumented-http")) {
            OtlpBatch batch = otlp().traces(bytes("otlp-node/" + name + ".body.pb"));
            JsonNode expected = expected("otlp-node/" + name);
            assertThat(counts(batch.lines())).isEqualTo(counts(expected.path("server_calls_by customer.id")));
            assertThat(batch.records()).isEqualTo(expected.path("records").asInt());
        }
        assertThat(counts(otlp().logs(bytes("otlp-node/logs-proto.body.pb")).lines()))
                .isEqualTo(counts(expected("otlp-node/logs-proto").path("server_calls_by customer.id")));
        assertThat(counts(
                        otlp().logsJson(bytes("otlp-node/logs-json.body.json")).lines()))
                .isEqualTo(counts(expected("otlp-node/logs-json").path("by_customer.id")));
        byte[] gzip = bytes("otlp-node/traces-proto-gzip-customer-on-resource.body.pb.gz");
        byte[] plain = new GZIPInputStream(new ByteArrayInputStream(gzip)).readAllBytes();
        assertThat(counts(otlp().traces(plain).lines())).hasSize(1).doesNotContainKey("");
    }

    @ParameterizedTest
    @ValueSource(strings = {"traces-1", "traces-2"})
    void shouldFindTheAgentsCustomerInAHeader(String name) throws IOException, BrokenBodyException {
        String header = "http.request.header.x-customer-id";
        OtlpBatch batch = otlp(header).traces(bytes("otlp-javaagent/" + name + ".body.pb"));
        JsonNode expected = expected("otlp-javaagent/" + name);
        assertThat(counts(batch.lines())).isEqualTo(counts(expected.path("server_calls_by " + header)));
        assertThat(batch.records()).isEqualTo(expected.path("records").asInt());
    }

    private static List<@Nullable Line> log(LogFormat format, String name) throws IOException {
        LogReader reader = LogReader.of(format, Mapping.NONE, MASKING);
        List<@Nullable Line> lines = new ArrayList<>();
        for (String line : Files.readAllLines(DIR.resolve("access-logs/" + name))) {
            lines.add(reader.read(line, lines.size() + 1L));
        }
        return lines;
    }

    @Test
    void shouldCountAccessLogsAsCounted() throws IOException, BrokenBodyException {
        assertThat(counts(log(LogFormat.NGINX_JSON, "nginx-json.log")))
                .isEqualTo(counts(expected("access-logs/nginx-json.log")));
        assertThat(counts(log(LogFormat.NGINX_TIMED, "nginx-timed.log")))
                .isEqualTo(counts(expected("access-logs/nginx-timed.log")));
        assertThat(log(LogFormat.COMBINED, "nginx-combined.log")).allMatch(PublicEvent.class::isInstance);
        assertThat(log(LogFormat.ENVOY, "envoy-default.log"))
                .satisfiesExactly(
                        line -> assertThat(line).isInstanceOf(PublicEvent.class),
                        line -> assertThat(line).isInstanceOf(PublicEvent.class),
                        line -> assertThat(line).isNull());
        assertThat(log(LogFormat.ISTIO, "envoy-istio.log"))
                .hasSize(2)
                .allSatisfy(line -> assertThat(call(line).status()).isEqualTo(418));
        List<@Nullable Line> kong = log(LogFormat.KONG, "kong-log.ndjson");
        assertThat(counts(kong)).isEqualTo(Map.of("", "1/0", "cus_alpha", "1/0"));
        assertThat(call(kong.get(1)).status()).isEqualTo(429);
    }

    private static ApiCall call(@Nullable Line line) {
        return (ApiCall) ((PublicEvent) Objects.requireNonNull(line)).fact();
    }

    @Test
    void shouldCountPostedLogsAsTheFile() throws IOException, BrokenBodyException {
        assertThat(counts(EVENTS.readLines(bytes("access-logs/nginx-json-posted.body.ndjson"))))
                .isEqualTo(counts(expected("access-logs/nginx-json.log")));
        assertThat(EVENTS.readLines(bytes("syslog-ng/batch.body.ndjson")))
                .hasSize(40)
                .allMatch(PublicEvent.class::isInstance);
    }

    private static List<@Nullable Line> lines(List<ObjectNode> events) {
        List<@Nullable Line> lines = new ArrayList<>();
        for (ObjectNode event : events) {
            lines.add(PublicJson.read(event, EVENTS, 1));
        }
        return lines;
    }

    @Test
    void shouldReadSegment() throws IOException, BrokenBodyException {
        SegmentReader reader = new SegmentReader(Mapping.NONE, EventNames.DEFAULTS, Plans.NONE);
        List<@Nullable Line> lines = new ArrayList<>();
        for (String name : List.of("batch-1", "batch-2")) {
            for (List<ObjectNode> message :
                    reader.read("batch", bytes("segment/" + name + ".body.json"), Instants.NONE)) {
                lines.addAll(lines(message));
            }
        }
        JsonNode expected = expected("segment/batch-1 + batch-2");
        assertThat(lines).hasSize(expected.path("messages").asInt()).allMatch(PublicEvent.class::isInstance);
        assertThat(counts(lines)).isEqualTo(counts(expected.path("API Call by context.groupId")));
        for (String call : List.of("group", "identify", "track")) {
            byte[] body = bytes("segment/http-api-" + call + ".body.json");
            List<ObjectNode> message =
                    reader.read(call, body, 1_795_343_110_000L).getFirst();
            assertThat(lines(message)).singleElement().isInstanceOf(PublicEvent.class);
        }
    }

    @Test
    void shouldReadStripe() throws IOException, BrokenBodyException {
        StripeReader reader =
                new StripeReader(Mapping.NONE, new Plans(Map.of("price_1PgafmB7WZ01zgkW6dKueIc5", Tier.PRO)));
        for (String name : List.of(
                "customer.created",
                "customer.subscription.created",
                "customer.subscription.updated-past_due",
                "customer.subscription.deleted",
                "invoice.payment_failed")) {
            byte[] body = bytes("stripe/" + name + ".body.json");
            String header = header("stripe/" + name + ".request.json", "stripe-signature");
            assertThat(StripeSignature.check(body, header, List.of("whsec_test_secret"), 1_795_343_110, 300))
                    .isEqualTo(Verdict.GENUINE);
            assertThat(StripeSignature.check(body, header, List.of("whsec_test_secret"), 1_795_383_110, 300))
                    .isEqualTo(Verdict.TOO_OLD);
            assertThat(lines(reader.read(body)))
                    .singleElement()
                    .isInstanceOfSatisfying(
                            PublicEvent.class,
                            event -> assertThat(event.customer()).isEqualTo("cus_alpha"));
        }
        Line pastDue = lines(reader.read(bytes("stripe/customer.subscription.updated-past_due.body.json")))
                .getFirst();
        assertThat(((PublicEvent) Objects.requireNonNull(pastDue)).fact())
                .isInstanceOfSatisfying(Subscription.class, subscription -> {
                    assertThat(subscription.status()).isEqualTo(SubscriptionStatus.PAST_DUE);
                    assertThat(subscription.tier()).isEqualTo(Tier.PRO);
                    assertThat(subscription.mrr()).isEqualTo(20);
                });
        Line failed = lines(reader.read(bytes("stripe/invoice.payment_failed.body.json")))
                .getFirst();
        assertThat(((PublicEvent) Objects.requireNonNull(failed)).fact())
                .isEqualTo(new Payment(false, 99, "USD", null, 1));
        Mapping tenant =
                new Mapping(Map.of(Target.CUSTOMER, List.of(Extraction.field("metadata.tenant"))), RouteTemplates.NONE);
        assertThat(new StripeReader(tenant, Plans.NONE)
                        .read(bytes("stripe/customer.created.body.json"))
                        .toString())
                .contains("\"customer\":\"alpha\"");
    }

    private static String header(String request, String name) throws IOException, BrokenBodyException {
        for (JsonNode header : Json.read(bytes(request)).path("headers").values()) {
            if (header.path(0).asString().equalsIgnoreCase(name)) {
                return header.path(1).asString();
            }
        }
        return "";
    }

    @Test
    void shouldReadChargebee() throws IOException, BrokenBodyException {
        ChargebeeReader reader = new ChargebeeReader(Mapping.NONE, Plans.NONE);
        for (String name : List.of(
                "payment_failed.body",
                "subscription_cancelled.body",
                "subscription_created.body",
                "event-subscription_cancelled.v2-catalog2",
                "event-subscription_created.v2-catalog1")) {
            List<@Nullable Line> lines = lines(reader.read(bytes("chargebee/" + name + ".json")));
            assertThat(lines).singleElement().isInstanceOfSatisfying(PublicEvent.class, event -> {
                switch (event.fact()) {
                    case Payment payment ->
                        assertThat(payment).isEqualTo(new Payment(false, 199, "EUR", "card_declined", -1));
                    case Subscription subscription ->
                        assertThat(subscription.tier()).isEqualTo(name.contains("created") ? Tier.STARTER : Tier.NONE);
                    default -> throw new AssertionError(event);
                }
            });
        }
    }

    @Test
    void shouldReadSentry() throws IOException, BrokenBodyException {
        SentryReader reader = new SentryReader(Mapping.NONE);
        for (String kind : List.of("event_alert", "error", "issue")) {
            byte[] body = bytes("sentry/" + kind + "-signed.body.json");
            String request = "sentry/" + kind + "-signed.request.json";
            assertThat(SentryReader.isGenuine(body, header(request, "sentry-hook-signature"), List.of("sentry-secret")))
                    .isTrue();
            List<@Nullable Line> lines = lines(reader.read(header(request, "sentry-hook-resource"), body));
            assertThat(lines).singleElement().isInstanceOfSatisfying(PublicEvent.class, event -> {
                assertThat(event.customer()).isEqualTo(kind.equals("issue") ? "" : "cus_alpha");
                assertThat(event.fact()).isEqualTo(new ErrorReport("error", 1));
            });
        }
    }

    @Test
    void shouldReadCloudEvents() throws IOException, BrokenBodyException {
        List<ObjectNode> events = new ArrayList<>(
                CloudEventsReader.read("application/cloudevents-batch+json", bytes("cloudevents/batch.body.json")));
        events.addAll(
                CloudEventsReader.read("application/cloudevents+json", bytes("cloudevents/structured.body.json")));
        Map<String, String> headers = new TreeMap<>();
        Json.read(bytes("cloudevents/binary.request.json"))
                .path("headers")
                .values()
                .forEach(header ->
                        headers.put(header.path(0).asString(), header.path(1).asString()));
        events.add(CloudEventsReader.readBinary(headers::get, bytes("cloudevents/binary.body.json")));
        assertThat(counts(lines(events))).isEqualTo(Map.of("cus_alpha", "3/0", "cus_beta", "1/1", "cus_gamma", "1/0"));
    }
}
