package io.aegis.server.secrets;

import com.google.protobuf.ByteString;
import io.aegis.server.testing.TestServer;
import io.aegis.server.testing.TestServer.Answer;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Spans and log records with secrets in their attributes, in both encodings. */
final class Telemetry {

    private final Plants plants;
    private final Instant now;

    Telemetry(Plants plants, Instant now) {
        this.plants = plants;
        this.now = now;
    }

    Answer send(TestServer server, String path, byte[] body, boolean json) {
        return server.send(server.request(path)
                .header("Content-Type", json ? "application/json" : "application/x-protobuf")
                .POST(BodyPublishers.ofByteArray(body)));
    }

    /** Name and value in turn; a value that begins with a bracket is sent as an array. */
    private List<String> attributes(String where, String status) {
        return new ArrayList<>(List.of(
                "http.request.method", "GET",
                "http.response.status_code", status,
                "customer.id", "careless",
                "url.full",
                        "https://app:" + plants.password("user part of the url of " + where) + "@h.example/v1/"
                                + plants.email("url of " + where) + "?token=" + plants.password("query of " + where),
                "url.query", "api_key=" + plants.password("url.query of " + where),
                "error.type", "password=" + plants.password("error type of " + where),
                "http.request.header.x-api-key", "[" + plants.password("header of " + where),
                "http.request.header.authorization", "[Bearer " + plants.password("authorization of " + where)));
    }

    byte[] traces(boolean json) {
        String where = json ? "a span in JSON" : "a span";
        List<List<String>> spans = List.of(
                attributes(where, "200"),
                attributes(where + " that is refused", "token=" + plants.password("status of " + where)));
        if (json) {
            StringBuilder text = new StringBuilder("{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[");
            for (int i = 0; i < spans.size(); i++) {
                text.append(i == 0 ? "" : ",")
                        .append("{\"traceId\":\"5b8efff798038103d269b633813fc6")
                        .append(10 + i);
                text.append("\",\"spanId\":\"eee19b7ec3c1b174\",\"kind\":2,\"name\":\"GET /")
                        .append(plants.token("name of " + where));
                text.append("\",\"startTimeUnixNano\":\"")
                        .append(nanos())
                        .append("\",\"endTimeUnixNano\":\"")
                        .append(nanos());
                text.append("\",\"attributes\":").append(json(spans.get(i))).append('}');
            }
            return text.append("]}]}]}").toString().getBytes(StandardCharsets.UTF_8);
        }
        ScopeSpans.Builder scope = ScopeSpans.newBuilder();
        for (int i = 0; i < spans.size(); i++) {
            scope.addSpans(Span.newBuilder()
                    .setTraceId(ByteString.copyFromUtf8("0123456789abcde" + i))
                    .setSpanId(ByteString.copyFromUtf8("01234567"))
                    .setKind(Span.SpanKind.SPAN_KIND_SERVER)
                    .setName("GET /" + plants.token("name of " + where))
                    .setStartTimeUnixNano(nanos())
                    .setEndTimeUnixNano(nanos())
                    .addAllAttributes(proto(spans.get(i))));
        }
        return ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder().addScopeSpans(scope))
                .build()
                .toByteArray();
    }

    byte[] logs(boolean json) {
        String where = json ? "a log record in JSON" : "a log record";
        List<String> attributes = attributes(where, "200");
        List<String> refused =
                attributes(where + " that is refused", "secret=" + plants.password("status of " + where));
        String body = "GET /?password=" + plants.password("body of " + where);
        if (json) {
            String record =
                    "{\"timeUnixNano\":\"" + nanos() + "\",\"body\":{\"stringValue\":\"" + body + "\"},\"attributes\":";
            return ("{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[" + record + json(attributes) + "}," + record
                            + json(refused) + "}]}]}]}")
                    .getBytes(StandardCharsets.UTF_8);
        }
        ScopeLogs.Builder scope = ScopeLogs.newBuilder();
        for (List<String> each : List.of(attributes, refused)) {
            scope.addLogRecords(LogRecord.newBuilder()
                    .setTimeUnixNano(nanos())
                    .setBody(AnyValue.newBuilder().setStringValue(body))
                    .addAllAttributes(proto(each)));
        }
        return ExportLogsServiceRequest.newBuilder()
                .addResourceLogs(ResourceLogs.newBuilder().addScopeLogs(scope))
                .build()
                .toByteArray();
    }

    private long nanos() {
        return now.getEpochSecond() * 1_000_000_000L;
    }

    private static String json(List<String> attributes) {
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < attributes.size(); i += 2) {
            String value = attributes.get(i + 1);
            String single = "{\"stringValue\":\"" + (value.startsWith("[") ? value.substring(1) : value) + "\"}";
            text.append(i == 0 ? "" : ",")
                    .append("{\"key\":\"")
                    .append(attributes.get(i))
                    .append("\",\"value\":");
            text.append(value.startsWith("[") ? "{\"arrayValue\":{\"values\":[" + single + "]}}" : single)
                    .append('}');
        }
        return text.append(']').toString();
    }

    private static List<KeyValue> proto(List<String> attributes) {
        List<KeyValue> all = new ArrayList<>();
        for (int i = 0; i < attributes.size(); i += 2) {
            String value = attributes.get(i + 1);
            AnyValue.Builder sent = AnyValue.newBuilder();
            if (value.startsWith("[")) {
                sent.setArrayValue(
                        ArrayValue.newBuilder().addValues(AnyValue.newBuilder().setStringValue(value.substring(1))));
            } else {
                sent.setStringValue(value);
            }
            all.add(KeyValue.newBuilder()
                    .setKey(attributes.get(i))
                    .setValue(sent)
                    .build());
        }
        return all;
    }
}
