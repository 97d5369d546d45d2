package io.aegis.formats.otlp;

import com.google.protobuf.InvalidProtocolBufferException;
import io.aegis.codec.event.BodyLines;
import io.aegis.codec.event.BrokenBodyException;
import io.aegis.codec.event.Line;
import io.aegis.codec.event.Masking;
import io.aegis.codec.event.PublicEvent;
import io.aegis.formats.gateway.LogFormat;
import io.aegis.formats.gateway.LogReader;
import io.aegis.formats.mapping.CallMapper;
import io.aegis.formats.mapping.Extraction;
import io.aegis.formats.mapping.Json;
import io.aegis.formats.mapping.Mapping;
import io.aegis.formats.mapping.Target;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads export requests. Safe for use by many threads. */
public final class OtlpReader {

    /** Which attributes are what, where nothing else is said: the conventions of today, then the old ones. */
    public static final Mapping DEFAULTS = Mapping.of()
            .take(Target.CUSTOMER, "customer.id", "enduser.id", "user.id")
            .take(Target.KEY, "api_key.id", "api.key.id")
            .take(Target.METHOD, "http.request.method_original", "http.request.method", "http.method", Rpc.METHOD)
            .take(Target.ROUTE, "http.route", "url.path", "http.target", "url.full", "http.url", Rpc.ROUTE)
            .take(Target.STATUS, "http.response.status_code", "http.status_code", Rpc.STATUS)
            .take(Target.ID, RecordFields.ID)
            .build();

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final CallMapper mapper;
    /** For log records that are named by no convention. */
    private final CallMapper lines;

    private final WireNames names;
    private final @Nullable LogReader bodies;

    /**
     * A reader.
     *
     * @param mapping overrides {@link #DEFAULTS}, target by target
     * @param bodies reads the bodies of log records that carry an access-log line as text; null: they are not read
     */
    public OtlpReader(Mapping mapping, Masking masking, @Nullable LogReader bodies) {
        Mapping whole = mapping.over(DEFAULTS);
        this.mapper = new CallMapper(whole, masking);
        this.lines = new CallMapper(withNamesOfLines(mapping), masking);
        this.names = new WireNames(whole);
        this.bodies = bodies;
    }

    /** Spans as protobuf. */
    public OtlpBatch traces(byte[] protobuf) throws BrokenBodyException {
        BodyLines found = new BodyLines();
        int records = new WireTraces(
                        protobuf, names, (span, number) -> found.add(mapper.callIfTold(span, number, span::name)))
                .read();
        return new OtlpBatch(found.lines(), records, "", false);
    }

    /** Log records as protobuf. */
    public OtlpBatch logs(byte[] protobuf) throws BrokenBodyException {
        try {
            return logs(ExportLogsServiceRequest.parseFrom(protobuf));
        } catch (InvalidProtocolBufferException broken) {
            throw broken(broken);
        }
    }

    /** Spans as JSON: ids in hex, 64-bit numbers as text or number. */
    public OtlpBatch tracesJson(byte[] json) throws BrokenBodyException {
        return traces(OtlpJson.traces(Json.read(json)));
    }

    /** Log records as JSON. */
    public OtlpBatch logsJson(byte[] json) throws BrokenBodyException {
        return logs(OtlpJson.logs(Json.read(json)));
    }

    /** Spans as objects: what the JSON form becomes. */
    OtlpBatch traces(ExportTraceServiceRequest request) throws BrokenBodyException {
        BodyLines found = new BodyLines();
        int records = 0;
        for (ResourceSpans resource : request.getResourceSpansList()) {
            List<KeyValue> shared = resource.getResource().getAttributesList();
            for (ScopeSpans scope : resource.getScopeSpansList()) {
                for (Span span : scope.getSpansList()) {
                    records++;
                    if (span.getKind() == Span.SpanKind.SPAN_KIND_SERVER) {
                        found.add(call(RecordFields.of(span, shared), records, span.getName()));
                    }
                }
            }
        }
        return new OtlpBatch(found.lines(), records, "", false);
    }

    private OtlpBatch logs(ExportLogsServiceRequest request) throws BrokenBodyException {
        BodyLines found = new BodyLines();
        Nameless nameless = new Nameless();
        String sample = "";
        int records = 0;
        for (ResourceLogs resource : request.getResourceLogsList()) {
            List<KeyValue> shared = resource.getResource().getAttributesList();
            for (ScopeLogs scope : resource.getScopeLogsList()) {
                for (LogRecord log : scope.getLogRecordsList()) {
                    records++;
                    Line line = call(log, shared, records);
                    found.add(line);
                    sample = line == null && sample.isEmpty()
                            ? RecordFields.of(log, shared).shape()
                            : sample;
                    nameless.look(line, nanos(log));
                }
            }
        }
        return new OtlpBatch(
                found.lines(),
                records,
                sample,
                nameless.areUnmistakable(found.lines().size()));
    }

    private static long nanos(LogRecord log) {
        return log.getTimeUnixNano() == 0 ? log.getObservedTimeUnixNano() : log.getTimeUnixNano();
    }

    private @Nullable Line call(LogRecord log, List<KeyValue> shared, int number) {
        if (bodies != null && log.getBody().hasStringValue()) {
            return bodies.read(log.getBody().getStringValue(), number);
        }
        RecordFields fields = RecordFields.of(log, shared);
        Line call = call(fields, number, log.getSeverityText());
        return call != null
                ? call
                : lines.callIfTold(fields, number, log::getSeverityText) instanceof PublicEvent told ? told : null;
    }

    /** Where log records name their fields as lines of JSON do; their time and id are their own. */
    private static Mapping withNamesOfLines(Mapping own) {
        Map<Target, List<Extraction>> all = new EnumMap<>(Target.class);
        all.putAll(own.over(DEFAULTS).targets());
        LogFormat.JSON_LINES.mapping().targets().forEach((target, ways) -> {
            if (target != Target.AT && target != Target.ID && !own.targets().containsKey(target)) {
                all.merge(
                        target,
                        ways,
                        (first, then) ->
                                Stream.concat(first.stream(), then.stream()).toList());
            }
        });
        return new Mapping(all, own.routes());
    }

    /** A server span that was cut off before it had a status, or an ordinary log record, is no call. */
    private @Nullable Line call(RecordFields fields, int number, String name) {
        return mapper.callIfTold(fields, number, () -> name);
    }

    /** Whether calls without ids can be told from others like them by the request's bytes. */
    private static final class Nameless {
        private int calls;
        private boolean fine;

        /** With the time that a log record bears, which stands in for an id where it is fine enough. */
        void look(@Nullable Line line, long nanos) {
            if (line instanceof PublicEvent event && event.id() == null) {
                calls++;
                fine |= nanos % NANOS_PER_MILLI != 0;
            }
        }

        /** One call at a whole millisecond can happen twice; several with all their fields alike do not. */
        boolean areUnmistakable(int lines) {
            return calls > 1 || (calls == 1 && (fine || lines > 1));
        }
    }

    private static BrokenBodyException broken(InvalidProtocolBufferException broken) {
        return new BrokenBodyException(
                "The protobuf message is malformed or cut off (" + broken.getMessage() + ").\nSend OTLP 1.x.");
    }
}
