package io.aegis.formats.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.aegis.codec.event.BrokenBodyException;
import io.aegis.codec.event.Line;
import io.aegis.codec.event.Masking;
import io.aegis.codec.event.PublicEvent;
import io.aegis.engine.event.ApiCall;
import io.aegis.formats.gateway.LogFormat;
import io.aegis.formats.gateway.LogReader;
import io.aegis.formats.mapping.Extraction;
import io.aegis.formats.mapping.Mapping;
import io.aegis.formats.mapping.RouteTemplate;
import io.aegis.formats.mapping.RouteTemplates;
import io.aegis.formats.mapping.Target;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OtlpReaderTest {

    private static final Masking MASKING = new Masking("a key for these tests".getBytes(StandardCharsets.UTF_8));
    private static final OtlpReader READER = new OtlpReader(Mapping.NONE, MASKING, null);
    private static final long NANOS = 1_795_343_094_138_000_000L;

    private static KeyValue text(String key, String value) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setStringValue(value))
                .build();
    }

    private static KeyValue number(String key, long value) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setIntValue(value))
                .build();
    }

    private static KeyValue list(String key, String value) {
        ArrayValue array = ArrayValue.newBuilder()
                .addValues(AnyValue.newBuilder().setStringValue(value))
                .build();
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setArrayValue(array))
                .build();
    }

    private static Span span(Span.SpanKind kind, KeyValue... attributes) {
        return Span.newBuilder()
                .setTraceId(ByteString.copyFrom(new byte[16]))
                .setSpanId(ByteString.copyFrom(new byte[] {1, 2, 3, 4, 5, 6, 7, (byte) 0xff}))
                .setKind(kind)
                .setStartTimeUnixNano(NANOS)
                .setEndTimeUnixNano(NANOS + 6_500_000)
                .addAllAttributes(List.of(attributes))
                .build();
    }

    private static byte[] request(List<KeyValue> resource, Span... spans) {
        return ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder()
                        .setResource(Resource.newBuilder().addAllAttributes(resource))
                        .addScopeSpans(ScopeSpans.newBuilder().addAllSpans(List.of(spans))))
                .build()
                .toByteArray();
    }

    private static List<Line> lines(OtlpReader reader, Span... spans) throws BrokenBodyException {
        return reader.traces(request(List.of(), spans)).lines();
    }

    @Test
    void shouldCountServerSpansOnly() throws BrokenBodyException {
        KeyValue[] call = {
            text("http.request.method", "GET"),
            text("url.path", "/v1/orders/0"),
            text("http.route", "/v1/orders/{id}"),
            number("http.response.status_code", 200),
            text("customer.id", "acme")
        };
        OtlpBatch batch = READER.traces(request(
                List.of(), span(Span.SpanKind.SPAN_KIND_SERVER, call), span(Span.SpanKind.SPAN_KIND_CLIENT, call)));
        assertThat(batch.records()).isEqualTo(2);
        assertThat(batch.lines())
                .containsExactly(new PublicEvent(
                        "acme",
                        1_795_343_094_138L,
                        "00000000000000000000000000000000-01020304050607ff",
                        new ApiCall("GET", "/v1/orders/{id}", 200, 6, false, null, null),
                        null));
    }

    @Test
    void shouldUnderstandTheOldConventions() throws BrokenBodyException {
        List<Line> lines = lines(
                READER,
                span(
                        Span.SpanKind.SPAN_KIND_SERVER,
                        text("http.method", "POST"),
                        text("http.target", "/v1/orders/123456?secret=x"),
                        number("http.status_code", 503),
                        text("enduser.id", "acme")));
        assertThat(lines).singleElement().isInstanceOfSatisfying(PublicEvent.class, event -> {
            assertThat(event.customer()).isEqualTo("acme");
            assertThat(event.fact()).isEqualTo(new ApiCall("POST", "/v1/orders/{id}", 503, 6, false, null, null));
        });
    }

    @Test
    void shouldFindTheCustomerInAnArrayOnTheResourceOrWhereTheMappingSays() throws BrokenBodyException {
        KeyValue[] call = {text("http.request.method", "GET"), number("http.response.status_code", 200)};
        Span span = span(Span.SpanKind.SPAN_KIND_SERVER, call);
        assertThat(READER.traces(request(List.of(text("customer.id", "acme")), span))
                        .lines())
                .singleElement()
                .hasFieldOrPropertyWithValue("customer", "acme");
        Mapping mapping = new Mapping(
                Map.of(Target.CUSTOMER, List.of(Extraction.field("http.request.header.x-customer-id"))),
                new RouteTemplates(List.of(RouteTemplate.of("/t/{tenant}/orders"))));
        Span agent = span(
                Span.SpanKind.SPAN_KIND_SERVER,
                text("http.request.method", "GET"),
                number("http.response.status_code", 200),
                text("url.path", "/t/acme/orders"),
                list("http.request.header.x-customer-id", "acme"));
        assertThat(lines(new OtlpReader(mapping, MASKING, null), agent))
                .singleElement()
                .isInstanceOfSatisfying(PublicEvent.class, event -> {
                    assertThat(event.customer()).isEqualTo("acme");
                    assertThat(((ApiCall) event.fact()).route()).isEqualTo("/t/{tenant}/orders");
                });
    }

    @Test
    void shouldTakeGrpcForCalls() throws BrokenBodyException {
        Span span = span(
                Span.SpanKind.SPAN_KIND_SERVER,
                text("rpc.system", "grpc"),
                text("rpc.service", "acme.Orders"),
                text("rpc.method", "Get"),
                number("rpc.grpc.status_code", 16),
                text("customer.id", "acme"));
        assertThat(lines(READER, span))
                .singleElement()
                .hasFieldOrPropertyWithValue(
                        "fact", new ApiCall("POST", "/acme.Orders/Get", 401, 6, false, null, null));
    }

    @Test
    void shouldLeaveOutASpanThatWasCutOffBeforeItsAnswer() throws BrokenBodyException {
        assertThat(lines(READER, span(Span.SpanKind.SPAN_KIND_SERVER, text("http.request.method", "GET"))))
                .isEmpty();
    }

    @Test
    void shouldReadJsonWithHexIdsAndNumbersInBothForms() throws BrokenBodyException {
        String json = """
                {"resourceSpans":[{"resource":{"attributes":[]},"scopeSpans":[{"spans":[
                {"traceId":"5d84976d4409c686800da533b8b1b6f9","spanId":"B1E63F755A90CC7F","kind":2,
                "startTimeUnixNano":"1795343094138000000","endTimeUnixNano":1795343094144000000,"attributes":[
                {"key":"http.request.method","value":{"stringValue":"GET"}},
                {"key":"url.path","value":{"stringValue":"/v1/a"}},
                {"key":"http.response.status_code","value":{"intValue":STATUS}},
                {"key":"customer.id","value":{"stringValue":"acme"}}]}]}]}],"unknown":{"x":1}}""";
        PublicEvent expected = new PublicEvent(
                "acme",
                1_795_343_094_138L,
                "5d84976d4409c686800da533b8b1b6f9-b1e63f755a90cc7f",
                new ApiCall("GET", "/v1/a", 404, 6, false, null, null),
                null);
        for (String status : List.of("404", "\"404\"")) {
            byte[] body = json.replace("STATUS", status).getBytes(StandardCharsets.UTF_8);
            assertThat(READER.tracesJson(body).lines()).containsExactly(expected);
        }
    }

    @Test
    void shouldTakeAccessLogRecordsAndLeaveOtherLogs() throws BrokenBodyException {
        LogRecord access = LogRecord.newBuilder()
                .setObservedTimeUnixNano(NANOS)
                .addAttributes(text("http.request.method", "GET"))
                .addAttributes(text("url.path", "/v1/a"))
                .addAttributes(number("http.response.status_code", 500))
                .addAttributes(text("customer.id", "acme"))
                .build();
        LogRecord other = LogRecord.newBuilder()
                .setTimeUnixNano(NANOS)
                .setBody(AnyValue.newBuilder().setStringValue("cache warmed"))
                .build();
        OtlpBatch batch = READER.logs(logs(access, other));
        assertThat(batch.records()).isEqualTo(2);
        assertThat(batch.lines())
                .containsExactly(new PublicEvent(
                        "acme",
                        NANOS / 1_000_000,
                        null,
                        new ApiCall("GET", "/v1/a", 500, -1, false, null, null),
                        null));
    }

    @Test
    void shouldReadBodiesThatAreAccessLogLines() throws BrokenBodyException {
        OtlpReader reader =
                new OtlpReader(Mapping.NONE, MASKING, LogReader.of(LogFormat.COMBINED, Mapping.NONE, MASKING));
        LogRecord record = LogRecord.newBuilder()
                .setBody(AnyValue.newBuilder()
                        .setStringValue("10.1.2.3 - acme [22/Nov/2026:10:25:18 +0000] \"GET /a HTTP/1.1\" 200 21"))
                .build();
        assertThat(reader.logs(logs(record)).lines()).singleElement().hasFieldOrPropertyWithValue("customer", "acme");
    }

    @Test
    void shouldReadRecordsThatNameTheirFieldsAsLinesOfJsonDo() throws BrokenBodyException {
        String attributes = """
                "attributes":[{"key":"method","value":{"stringValue":"GET"}},{"key":"path","value":{"stringValue":"/v1/a"}},
                {"key":"status","value":{"intValue":"404"}},{"key":"customer_id","value":{"stringValue":"acme"}},
                {"key":"duration_ms","value":{"doubleValue":12.4}}]""";
        String body = """
                "body":{"kvlistValue":{"values":[{"key":"request","value":{"kvlistValue":{"values":[
                {"key":"method","value":{"stringValue":"GET"}},{"key":"path","value":{"stringValue":"/v1/a"}}]}}},
                {"key":"status_code","value":{"stringValue":"404"}},{"key":"duration_ms","value":{"intValue":12}},
                {"key":"customer","value":{"stringValue":"acme"}}]}}""";
        for (String form : List.of(attributes, body)) {
            OtlpBatch batch = jsonLogs("{\"timeUnixNano\":\"1795342513000000000\"," + form + "}");
            assertThat(batch.lines())
                    .containsExactly(new PublicEvent(
                            "acme",
                            1_795_342_513_000L,
                            null,
                            new ApiCall("GET", "/v1/a", 404, 12, false, null, null),
                            null));
        }
    }

    @Test
    void shouldTellTheFieldsOfARecordThatIsNoCall() throws BrokenBodyException {
        OtlpBatch batch = jsonLogs("""
                {"timeUnixNano":"1795342513000000000","attributes":[{"key":"method","value":{"stringValue":"GET"}},
                {"key":"status","value":{"stringValue":"active"}}]}""");
        assertThat(batch.lines()).isEmpty();
        assertThat(batch.sample()).isEqualTo("a record with the fields method, status");
        assertThat(jsonLogs("{\"body\":{\"stringValue\":\"hello\"}}").sample()).isEqualTo("a record without fields");
    }

    private static OtlpBatch jsonLogs(String record) throws BrokenBodyException {
        String body = "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[" + record + "]}]}]}";
        return READER.logsJson(body.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] logs(LogRecord... records) {
        return ExportLogsServiceRequest.newBuilder()
                .addResourceLogs(ResourceLogs.newBuilder()
                        .addScopeLogs(ScopeLogs.newBuilder().addAllLogRecords(List.of(records))))
                .build()
                .toByteArray();
    }

    @Test
    void shouldRefuseGarbage() {
        byte[] whole = request(List.of(), span(Span.SpanKind.SPAN_KIND_SERVER, text("a", "b")));
        byte[] cut = java.util.Arrays.copyOf(whole, whole.length - 3);
        assertThatThrownBy(() -> READER.traces(cut)).isInstanceOf(BrokenBodyException.class);
        assertThatThrownBy(() -> READER.tracesJson("[]".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(BrokenBodyException.class);
        assertThatThrownBy(() -> READER.tracesJson("{\"resourceSpans\":{}}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(BrokenBodyException.class)
                .hasMessageContaining("(resourceSpans)");
        String deep = "{\"a\":".repeat(70) + "1" + "}".repeat(70);
        assertThatThrownBy(() -> READER.tracesJson(deep.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(BrokenBodyException.class)
                .hasMessageContaining("64");
        assertThatThrownBy(() -> READER.logsJson(new byte[] {'{', (byte) 0xff, '}'}))
                .isInstanceOf(BrokenBodyException.class)
                .hasMessageContaining("UTF-8");
    }

    @Test
    void shouldUnderstandTodaysConventionsForRpc() throws BrokenBodyException {
        KeyValue method = text("rpc.method", "acme.Orders/Place");
        ApiCall throttled = (ApiCall) event(lines(
                        READER,
                        span(
                                Span.SpanKind.SPAN_KIND_SERVER,
                                method,
                                text("rpc.response.status_code", "RESOURCE_EXHAUSTED"),
                                text("customer.id", "acme"))))
                .fact();
        assertThat(throttled.route()).isEqualTo("/acme.Orders/Place");
        assertThat(throttled.status()).isEqualTo(429);
        ApiCall good = (ApiCall) event(lines(
                        READER, span(Span.SpanKind.SPAN_KIND_SERVER, method, text("rpc.response.status_code", "OK"))))
                .fact();
        assertThat(good.status()).isEqualTo(200);
    }

    private static PublicEvent event(List<Line> lines) {
        assertThat(lines).hasSize(1);
        return (PublicEvent) lines.getFirst();
    }

    @Test
    void shouldReadNumbersOfJsonThatAreWrittenWithAnExponent() throws BrokenBodyException {
        String json = """
                {"resourceSpans":[{"scopeSpans":[{"spans":[{"kind":2,"startTimeUnixNano":1.795343094138e18,"attributes":[
                {"key":"http.method","value":{"stringValue":"GET"}},{"key":"http.status_code","value":{"intValue":2e2}}]}]}]}]}""";
        PublicEvent call =
                event(READER.tracesJson(json.getBytes(StandardCharsets.UTF_8)).lines());
        assertThat(call.atMillis()).isEqualTo(1_795_343_094_138L);
        assertThat(((ApiCall) call.fact()).status()).isEqualTo(200);
        String half = json.replace("2e2", "200.5");
        assertThatThrownBy(() -> READER.tracesJson(half.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(BrokenBodyException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "1795343096650000000, 0, '', false",
        "1795343096650000001, 0, '', true",
        "0, 1795343096650000001, '', true",
        "1795343096650000000, 0, '\"traceId\":\"0123456789abcdef0123456789abcdef\",\"spanId\":\"0123456789abcdef\",', false",
    })
    void shouldKnowAnExportOfOneRecordByAFineTime(long time, long observed, String ids, boolean known)
            throws Exception {
        String record = """
                {%s"timeUnixNano":"%d","observedTimeUnixNano":"%d","attributes":[
                {"key":"http.request.method","value":{"stringValue":"GET"}},
                {"key":"http.response.status_code","value":{"intValue":200}}]}""".formatted(ids, time, observed);
        OtlpReader reader = new OtlpReader(Mapping.NONE, MASKING, null);
        String body = "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[%s]}]}]}";
        assertThat(reader.logsJson(body.formatted(record).getBytes(StandardCharsets.UTF_8))
                        .unmistakable())
                .isEqualTo(known);
        assertThat(reader.logsJson(body.formatted(record + "," + record).getBytes(StandardCharsets.UTF_8))
                        .unmistakable())
                .isEqualTo(ids.isEmpty());
    }
}
