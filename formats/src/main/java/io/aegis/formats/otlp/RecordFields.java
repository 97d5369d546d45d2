package io.aegis.formats.otlp;

import com.google.protobuf.ByteString;
import io.aegis.formats.mapping.Fields;
import io.aegis.formats.mapping.Instants;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A span or log record as fields: its attributes, those of a structured body, then those of its resource.
 *
 * @param startNanos unsigned epoch nanoseconds, 0 where not said
 * @param endNanos the same; 0 where the record has no end
 */
record RecordFields(
        List<KeyValue> own,
        List<KeyValue> body,
        List<KeyValue> resource,
        ByteString traceId,
        ByteString spanId,
        long startNanos,
        long endNanos)
        implements Fields {

    static final String ID = "aegis.record.id";

    private static final int SHOWN_NAMES_MAX = 10;
    private static final int SHOWN_CHARS_MAX = 40;
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final HexFormat HEX = HexFormat.of();

    static RecordFields of(Span span, List<KeyValue> resource) {
        return new RecordFields(
                span.getAttributesList(),
                List.of(),
                resource,
                span.getTraceId(),
                span.getSpanId(),
                span.getStartTimeUnixNano(),
                span.getEndTimeUnixNano());
    }

    static RecordFields of(LogRecord log, List<KeyValue> resource) {
        long observed = log.getObservedTimeUnixNano();
        return new RecordFields(
                log.getAttributesList(),
                log.getBody().getKvlistValue().getValuesList(),
                resource,
                log.getTraceId(),
                log.getSpanId(),
                log.getTimeUnixNano() == 0 ? observed : log.getTimeUnixNano(),
                0);
    }

    @Override
    public @Nullable String text(String name) {
        if (name.equals(ID)) {
            return id();
        }
        if (name.startsWith("aegis.rpc.")) {
            return Rpc.text(name, this);
        }
        AnyValue value = find(own, name);
        if (value == null) {
            value = find(body, name);
        }
        if (value == null) {
            value = find(resource, name);
        }
        return value == null ? null : textOf(value);
    }

    @Override
    public long atMillis() {
        return startNanos <= 0 ? Instants.NONE : startNanos / NANOS_PER_MILLI;
    }

    @Override
    public int latencyMillis() {
        long nanos = endNanos - startNanos;
        return endNanos == 0 || nanos < 0 ? -1 : (int) Math.min(Integer.MAX_VALUE, nanos / NANOS_PER_MILLI);
    }

    /** Trace and span id together; a record that has its own unique id uses that. */
    private @Nullable String id() {
        AnyValue uid = find(own, "log.record.uid");
        if (uid != null) {
            return textOf(uid);
        }
        if (traceId.size() != 16 || spanId.size() != 8) {
            return null;
        }
        return HEX.formatHex(traceId.toByteArray()) + "-" + HEX.formatHex(spanId.toByteArray());
    }

    /** Of what kind a record is that tells of no call: the names of its fields. */
    String shape() {
        List<String> names = Stream.concat(own.stream(), body.stream())
                .map(KeyValue::getKey)
                .filter(name -> name.length() <= SHOWN_CHARS_MAX)
                .limit(SHOWN_NAMES_MAX)
                .toList();
        return names.isEmpty() ? "a record without fields" : "a record with the fields " + String.join(", ", names);
    }

    /** By its name, or by the names on the way to it through values that are maps. */
    private static @Nullable AnyValue find(List<KeyValue> attributes, String name) {
        for (int i = 0; i < attributes.size(); i++) {
            KeyValue attribute = attributes.get(i);
            String key = attribute.getKey();
            if (key.equals(name)) {
                return attribute.getValue();
            }
            boolean leads = attribute.getValue().hasKvlistValue()
                    && name.length() > key.length()
                    && name.charAt(key.length()) == '.'
                    && name.startsWith(key);
            AnyValue inner = leads
                    ? find(attribute.getValue().getKvlistValue().getValuesList(), name.substring(key.length() + 1))
                    : null;
            if (inner != null) {
                return inner;
            }
        }
        return null;
    }

    private static @Nullable String textOf(AnyValue value) {
        String text =
                switch (value.getValueCase()) {
                    case STRING_VALUE -> value.getStringValue();
                    case INT_VALUE -> Long.toString(value.getIntValue());
                    case DOUBLE_VALUE -> number(value.getDoubleValue());
                    case BOOL_VALUE -> Boolean.toString(value.getBoolValue());
                    case ARRAY_VALUE ->
                        value.getArrayValue().getValuesCount() == 0
                                ? null
                                : textOf(value.getArrayValue().getValues(0));
                    case KVLIST_VALUE, BYTES_VALUE, VALUE_NOT_SET -> null;
                    case STRING_VALUE_STRINDEX -> null;
                };
        return text == null || text.isEmpty() || text.equals("-") ? null : text;
    }

    static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
