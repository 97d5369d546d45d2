package io.aegis.formats.fuzz;

import io.aegis.codec.event.BrokenBodyException;
import io.aegis.codec.event.EventReader;
import io.aegis.codec.event.Masking;
import io.aegis.formats.chargebee.ChargebeeReader;
import io.aegis.formats.cloudevents.CloudEventsReader;
import io.aegis.formats.gateway.LogFormat;
import io.aegis.formats.gateway.LogReader;
import io.aegis.formats.gateway.PostedLog;
import io.aegis.formats.mapping.Mapping;
import io.aegis.formats.mapping.Plans;
import io.aegis.formats.mapping.PublicJson;
import io.aegis.formats.otlp.OtlpReader;
import io.aegis.formats.segment.EventNames;
import io.aegis.formats.segment.SegmentReader;
import io.aegis.formats.sentry.SentryReader;
import io.aegis.formats.stripe.StripeReader;
import io.aegis.formats.stripe.StripeSignature;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.node.ObjectNode;

/** The decoders, each with a body that it takes. Anything but {@link BrokenBodyException} out of one is a fault. */
enum Decoder {
    EVENTS_NDJSON,
    EVENTS_JSON,
    OTLP_PROTOBUF,
    OTLP_LOGS,
    OTLP_JSON,
    SEGMENT,
    STRIPE,
    CHARGEBEE,
    SENTRY,
    CLOUD_EVENTS,
    ACCESS_LOG,
    POSTED_LOG;

    private static final Masking MASKING = new Masking(new byte[16]);
    private static final EventReader EVENTS = new EventReader(MASKING);
    private static final OtlpReader OTLP = new OtlpReader(Mapping.NONE, MASKING, null);
    private static final StripeReader STRIPES = new StripeReader(Mapping.NONE, Plans.NONE);
    private static final ChargebeeReader CHARGEBEES = new ChargebeeReader(Mapping.NONE, Plans.NONE);
    private static final SentryReader SENTRIES = new SentryReader(Mapping.NONE);
    private static final SegmentReader SEGMENTS = new SegmentReader(Mapping.NONE, EventNames.DEFAULTS, Plans.NONE);
    /** Caddy's and Traefik's are read as other objects are. */
    private static final List<LogReader> LOGS = List.of(LogFormat.values()).stream()
            .filter(format -> format != LogFormat.CADDY && format != LogFormat.TRAEFIK)
            .map(format -> LogReader.of(format, Mapping.NONE, MASKING))
            .toList();

    private static final List<PostedLog> POSTED =
            LOGS.stream().map(PostedLog::new).toList();

    void decode(byte[] body) throws BrokenBodyException {
        switch (this) {
            case EVENTS_NDJSON -> Objects.requireNonNull(EVENTS.readLines(body));
            case EVENTS_JSON -> Objects.requireNonNull(EVENTS.readJson(body));
            case OTLP_LOGS -> Objects.requireNonNull(OTLP.logs(body));
            case OTLP_PROTOBUF -> Objects.requireNonNull(OTLP.traces(body));
            case OTLP_JSON -> {
                Objects.requireNonNull(OTLP.tracesJson(body));
                Objects.requireNonNull(OTLP.logsJson(body));
            }
            case SEGMENT -> SEGMENTS.read("batch", body, 1_795_343_110_000L).forEach(Decoder::events);
            case STRIPE -> {
                String header = new String(body, StandardCharsets.ISO_8859_1);
                Objects.requireNonNull(StripeSignature.check(body, header, List.of("s"), 1, 300));
                events(STRIPES.read(body));
            }
            case CHARGEBEE -> events(CHARGEBEES.read(body));
            case SENTRY -> events(SENTRIES.read("error", body));
            case CLOUD_EVENTS -> events(CloudEventsReader.read("application/cloudevents-batch+json", body));
            case POSTED_LOG -> {
                for (PostedLog log : POSTED) {
                    Objects.requireNonNull(log.lines(body));
                }
                for (PostedLog log : POSTED) {
                    Objects.requireNonNull(log.json(body));
                }
            }
            case ACCESS_LOG ->
                new String(body, StandardCharsets.UTF_8)
                        .lines()
                        .forEach(line -> LOGS.forEach(log -> log.read(line, 1)));
        }
    }

    private static void events(List<ObjectNode> events) {
        events.forEach(event -> PublicJson.read(event, EVENTS, 1));
    }

    byte[] seed() {
        return switch (this) {
            case EVENTS_NDJSON -> text("""
                        {"type":"api_call","customer":"a","at":1,"method":"GET","route":"/a?b=c","status":200,"key":"sk_live_4eC39"}
                        {"type":"error","customer":"a","at":1,"level":"error","title":"api_key=x https://u:p@h 4242424242424242"}
                        {"type":"customer","customer":"a","at":"2025-11-30T13:45:00Z","external_ids":{"stripe":null},"tags":["x"]}
                        {"type":"nothing","password":"x"}""");
            case EVENTS_JSON -> text("""
                        [{"type":"api_calls","customer":"a","at":1,"count":5,"client_errors":2,"until":2},
                        {"type":"signal","customer":"a","at":1,"name":"nps","value":7.5}]""");
            case OTLP_LOGS -> log();
            case OTLP_PROTOBUF -> span();
            case OTLP_JSON -> text("""
                        {"resourceSpans":[{"resource":{"attributes":[{"key":"customer.id","value":{"arrayValue":{"values":
                        [{"stringValue":"a"}]}}}]},"scopeSpans":[{"spans":[{"traceId":"5d84976d4409c686800da533b8b1b6f9",
                        "spanId":"b1e63f755a90cc7f","kind":2,"startTimeUnixNano":"1795343094138000000","attributes":[
                        {"key":"http.request.method","value":{"stringValue":"GET"}},{"key":"url.path","value":
                        {"stringValue":"/v1/a?b=c"}},{"key":"http.response.status_code","value":{"intValue":"200"}}]}]}]}]}""");
            case SEGMENT -> text("""
                        {"batch":[{"type":"track","event":"API Call","timestamp":"2026-11-22T10:24:52.137Z","userId":"u",
                        "context":{"groupId":"g"},"messageId":"m","properties":{"method":"GET","path":"/","status":500,
                        "duration_ms":21.5}},{"type":"group","groupId":"g","traits":{"name":"N","plan":"pro",
                        "createdAt":"2026-10-23T10:24:52Z"}}],"sentAt":"2026-11-22T10:24:52.143Z"}""");
            case STRIPE -> text("""
                        {"id":"evt_1","type":"customer.subscription.updated","created":1795342515,"data":{"object":
                        {"customer":"c","status":"active","currency":"eur","items":{"data":[{"quantity":2,"price":
                        {"id":"p","unit_amount":100,"recurring":{"interval":"year","interval_count":1}}}]}}}}""");
            case CHARGEBEE -> text("""
                        {"id":"ev_1","occurred_at":1795342813,"event_type":"subscription_changed","content":{"subscription":
                        {"customer_id":"c","status":"in_trial","trial_end":1795342813,"mrr":5,"currency_code":"EUR",
                        "subscription_items":[{"item_type":"plan","item_price_id":"pro-EUR"}]}}}""");
            case SENTRY -> text("""
                        {"action":"created","data":{"error":{"event_id":"e","datetime":"2026-11-22T10:25:11.929000Z",
                        "level":"error","title":"t","tags":[["customer_id","c"],{"key":"x","value":"y"}]}}}""");
            case CLOUD_EVENTS -> text("""
                        [{"specversion":"1.0","id":"7","source":"/g","type":"api_call","subject":"c",
                        "time":"2026-11-22T10:25:13.211Z","data":{"method":"GET","path":"/v1/a","status":200}},
                        {"id":"8","data_base64":"eyJ4IjoxfQ=="}]""");
            case POSTED_LOG -> text("""
                        [{"message":"10.1.2.3 - c [22/Nov/2026:10:25:18 +0000] \\"GET /a HTTP/1.1\\" 200 21"},"x",
                        {"log":"{\\"method\\":\\"GET\\",\\"status\\":200}","event":{"original":"y"}},
                        {"msec":"1795343115.223","customer_id":"c","method":"GET","uri":"/a","status":200}]""");
            case ACCESS_LOG -> text("""
                        10.1.2.3 - c [22/Nov/2026:10:25:18 +0000] "GET /a?b=\\x22 HTTP/1.1" 200 21 "-" "a\\"b" rt=0.1, 0.2
                        [2026-04-15T20:17:00.310Z] "POST /a HTTP/2" 204 - 154 0 226 100 "-" "a b" "c" "d" "e"
                        {"msec":"1795343115.223","customer_id":"c","method":"GET","uri":"/a","status":200,"request_time":0.1}
                        <13>Nov 23 16:50:55 w haproxy[1]: 1.2.3.4:5 [23/Nov/2026:16:50:55.049] f b/s 0/0/0/1/2 200 7 - - ---- 1/1/0/0/0 0/0 {c} "GET /a HTTP/1.1"
                        {"logger":"http.log.access","ts":1795452656.1,"status":200,"duration":0.1,"request":{"method":"GET","uri":"/a"}}""");
        };
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] log() {
        return ExportLogsServiceRequest.newBuilder()
                .addResourceLogs(ResourceLogs.newBuilder()
                        .addScopeLogs(ScopeLogs.newBuilder()
                                .addLogRecords(LogRecord.newBuilder()
                                        .setTimeUnixNano(1_795_343_094_138_000_000L)
                                        .addAttributes(attribute("customer.id", "a"))
                                        .addAttributes(attribute("http.request.method", "GET"))
                                        .addAttributes(attribute("http.response.status_code", "200")))))
                .build()
                .toByteArray();
    }

    private static KeyValue attribute(String name, String value) {
        return KeyValue.newBuilder()
                .setKey(name)
                .setValue(AnyValue.newBuilder().setStringValue(value))
                .build();
    }

    private static byte[] span() {
        KeyValue status = KeyValue.newBuilder()
                .setKey("http.response.status_code")
                .setValue(AnyValue.newBuilder().setIntValue(200))
                .build();
        KeyValue method = KeyValue.newBuilder()
                .setKey("http.request.method")
                .setValue(AnyValue.newBuilder().setStringValue("GET"))
                .build();
        Span span = Span.newBuilder()
                .setKind(Span.SpanKind.SPAN_KIND_SERVER)
                .setStartTimeUnixNano(1_795_343_094_138_000_000L)
                .addAttributes(status)
                .addAttributes(method)
                .build();
        return ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder()
                        .addScopeSpans(ScopeSpans.newBuilder().addSpans(span)))
                .build()
                .toByteArray();
    }
}
