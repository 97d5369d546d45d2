package io.aegis.formats.otlp;

import com.google.protobuf.ByteString;
import io.aegis.codec.event.BrokenBodyException;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * OTLP's JSON form, which is protobuf's with three exceptions (OTLP specification, "JSON Protobuf Encoding"): ids are
 * hex, enumerations are numbers, unknown fields are ignored. 64-bit numbers are text by the specification and numbers
 * in the JavaScript exporter; both are taken. Only the fields that a call needs are read.
 */
final class OtlpJson {

    private OtlpJson() {}

    static ExportTraceServiceRequest traces(JsonNode root) throws BrokenBodyException {
        ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
        for (JsonNode resource : elements(object(root, "the request"), "resourceSpans")) {
            ResourceSpans.Builder spans = ResourceSpans.newBuilder().setResource(resource(resource));
            for (JsonNode scope : elements(resource, "scopeSpans")) {
                ScopeSpans.Builder scoped = ScopeSpans.newBuilder();
                for (JsonNode span : elements(scope, "spans")) {
                    scoped.addSpans(span(span));
                }
                spans.addScopeSpans(scoped);
            }
            request.addResourceSpans(spans);
        }
        return request.build();
    }

    static ExportLogsServiceRequest logs(JsonNode root) throws BrokenBodyException {
        ExportLogsServiceRequest.Builder request = ExportLogsServiceRequest.newBuilder();
        for (JsonNode resource : elements(object(root, "the request"), "resourceLogs")) {
            ResourceLogs.Builder logs = ResourceLogs.newBuilder().setResource(resource(resource));
            for (JsonNode scope : elements(resource, "scopeLogs")) {
                ScopeLogs.Builder scoped = ScopeLogs.newBuilder();
                for (JsonNode log : elements(scope, "logRecords")) {
                    scoped.addLogRecords(log(log));
                }
                logs.addScopeLogs(scoped);
            }
            request.addResourceLogs(logs);
        }
        return request.build();
    }

    private static Resource resource(JsonNode holder) throws BrokenBodyException {
        JsonNode resource = holder.path("resource");
        return Resource.newBuilder()
                .addAllAttributes(attributes(resource, "attributes"))
                .build();
    }

    private static Span span(JsonNode json) throws BrokenBodyException {
        object(json, "a span");
        return Span.newBuilder()
                .setTraceId(hex(json.path("traceId")))
                .setSpanId(hex(json.path("spanId")))
                .setName(json.path("name").asString(""))
                .setKind(kind(json.path("kind")))
                .setStartTimeUnixNano(nanos(json, "startTimeUnixNano"))
                .setEndTimeUnixNano(nanos(json, "endTimeUnixNano"))
                .addAllAttributes(attributes(json, "attributes"))
                .build();
    }

    private static LogRecord log(JsonNode json) throws BrokenBodyException {
        object(json, "a log record");
        LogRecord.Builder log = LogRecord.newBuilder()
                .setTraceId(hex(json.path("traceId")))
                .setSpanId(hex(json.path("spanId")))
                .setTimeUnixNano(nanos(json, "timeUnixNano"))
                .setObservedTimeUnixNano(nanos(json, "observedTimeUnixNano"))
                .setSeverityText(json.path("severityText").asString(""))
                .addAllAttributes(attributes(json, "attributes"));
        return json.has("body") ? log.setBody(value(json.path("body"))).build() : log.build();
    }

    private static Span.SpanKind kind(JsonNode json) {
        if (json.isString()) {
            return json.asString().equals("SPAN_KIND_SERVER")
                    ? Span.SpanKind.SPAN_KIND_SERVER
                    : Span.SpanKind.SPAN_KIND_UNSPECIFIED;
        }
        Span.SpanKind kind = Span.SpanKind.forNumber(json.asInt(0));
        return kind == null ? Span.SpanKind.SPAN_KIND_UNSPECIFIED : kind;
    }

    private static List<KeyValue> attributes(JsonNode holder, String name) throws BrokenBodyException {
        List<KeyValue> all = new ArrayList<>();
        for (JsonNode attribute : elements(holder, name)) {
            all.add(KeyValue.newBuilder()
                    .setKey(attribute.path("key").asString(""))
                    .setValue(value(attribute.path("value")))
                    .build());
        }
        return all;
    }

    private static AnyValue value(JsonNode json) throws BrokenBodyException {
        AnyValue.Builder value = AnyValue.newBuilder();
        if (json.has("stringValue")) {
            return value.setStringValue(json.path("stringValue").asString("")).build();
        }
        if (json.has("intValue")) {
            return value.setIntValue(whole(json.path("intValue"), "intValue")).build();
        }
        if (json.has("boolValue")) {
            return value.setBoolValue(json.path("boolValue").asBoolean(false)).build();
        }
        if (json.has("doubleValue")) {
            return value.setDoubleValue(json.path("doubleValue").asDouble(Double.NaN))
                    .build();
        }
        if (json.has("arrayValue")) {
            ArrayValue.Builder array = ArrayValue.newBuilder();
            for (JsonNode element : elements(json.path("arrayValue"), "values")) {
                array.addValues(value(element));
            }
            return value.setArrayValue(array).build();
        }
        if (json.has("kvlistValue")) {
            KeyValueList.Builder list = KeyValueList.newBuilder();
            list.addAllValues(attributes(json.path("kvlistValue"), "values"));
            return value.setKvlistValue(list).build();
        }
        return value.build();
    }

    private static long nanos(JsonNode holder, String name) throws BrokenBodyException {
        return holder.has(name) ? whole(holder.path(name), name) : 0;
    }

    private static long whole(JsonNode json, String name) throws BrokenBodyException {
        if (json.isNull()) {
            return 0;
        }
        if (json.isIntegralNumber() && json.canConvertToLong()) {
            return json.asLong();
        }
        double number = json.isNumber() ? json.asDouble() : Double.NaN;
        if (number == Math.rint(number) && Math.abs(number) < 0x1p63) {
            // As written: nanoseconds since 1970 have more digits than a double is exact in.
            return BigDecimal.valueOf(number).longValueExact();
        }
        try {
            return Long.parseLong(json.asString("").strip());
        } catch (NumberFormatException notANumber) {
            throw new BrokenBodyException(
                    "The field (" + name + ") holds no whole number.\nSend it as text or number.");
        }
    }

    /** A hex id; empty where it is none, as an id only serves to count a span once. */
    private static ByteString hex(JsonNode json) {
        try {
            return ByteString.copyFrom(HexFormat.of().parseHex(json.asString("")));
        } catch (IllegalArgumentException notHex) {
            return ByteString.EMPTY;
        }
    }

    private static JsonNode object(JsonNode json, String what) throws BrokenBodyException {
        if (!json.isObject()) {
            throw new BrokenBodyException("Of the OTLP body " + what + " is no JSON object.\nSend OTLP/JSON.");
        }
        return json;
    }

    private static Iterable<JsonNode> elements(JsonNode holder, String name) throws BrokenBodyException {
        JsonNode list = holder.path(name);
        if (list.isMissingNode() || list.isNull()) {
            return List.of();
        }
        if (!list.isArray()) {
            throw new BrokenBodyException("The field (" + name + ") is no JSON array.\nSend OTLP/JSON.");
        }
        return list.values();
    }
}
