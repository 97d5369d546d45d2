package io.aegis.formats.accesslog;

import io.aegis.codec.event.EventReader;
import io.aegis.codec.event.JsonTree;
import io.aegis.codec.event.Line;
import io.aegis.formats.gateway.Escapes;
import io.aegis.formats.gateway.JsonDialect;
import io.aegis.formats.gateway.Wrapping;
import io.aegis.formats.mapping.Mapping;
import io.aegis.formats.mapping.Target;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * A gateway's JSON log, also within what log daemons and container runtimes put around a line; lines that are events of
 * ours are taken as such.
 */
final class JsonLines implements LineDecoder {

    private static final Mapping NAMES = io.aegis.formats.gateway.LogFormat.JSON_LINES.mapping();
    private final EventReader reader;
    private final JsonTree json;
    private final @Nullable String customerField;
    private final Map<JsonDialect, RecordNames> names = new EnumMap<>(JsonDialect.class);
    private @Nullable String guessedFrom;

    JsonLines(EventReader reader, @Nullable String customerField) {
        this.reader = reader;
        this.json = new JsonTree(reader.limits());
        this.customerField = customerField;
        for (JsonDialect dialect : JsonDialect.values()) {
            names.put(dialect, new RecordNames(dialect.mapping().over(NAMES), customerField, RecordNames.Kind.RECORDS));
        }
    }

    @Override
    public @Nullable Line decode(byte[] bytes, int from, int to, long number) {
        Map<String, @Nullable Object> record = object(bytes, from, to);
        // A type of a gateway's own ("http") does not make its record an event of ours.
        boolean event = record != null && record.get("type") instanceof String type && EventReader.isType(type);
        String status = record == null || event ? null : status(new TreeFields(record));
        if (record == null || (!event && status == null)) {
            String inner = Wrapping.inner(text(bytes, from, to));
            if (inner != null && inner.startsWith("{")) {
                byte[] line = inner.getBytes(StandardCharsets.UTF_8);
                return decode(line, 0, line.length, number);
            }
        }
        if (record == null) {
            return reader.readLine(bytes, from, to, number);
        }
        if (!event) {
            TreeFields fields = new TreeFields(record);
            if (isNone(status, fields)) {
                return null;
            }
            JsonDialect dialect = JsonDialect.of(fields);
            RecordNames known = Objects.requireNonNull(names.get(dialect));
            Line call = known.read(dialect.fields(fields), reader, number, () -> text(bytes, from, to));
            guessedFrom = known.guessedFrom();
            return call;
        }
        guessedFrom = null;
        String customer = customerField == null ? null : new TreeFields(record).text(customerField);
        if (customer != null) {
            record.put("customer", customer);
            return reader.read(record, number);
        }
        return reader.readLine(bytes, from, to, number);
    }

    private static @Nullable String status(TreeFields record) {
        String status = NAMES.text(Target.STATUS, record);
        return status == null ? record.text("sc-status") : status;
    }

    /** Envoy's records of connections that never became a request. */
    private static boolean isNone(@Nullable String status, TreeFields record) {
        return status != null && status.equals("0") && NAMES.text(Target.METHOD, record) == null;
    }

    @Override
    public @Nullable String guessedFrom() {
        return guessedFrom == null ? null : "the field " + guessedFrom;
    }

    private @Nullable Map<String, @Nullable Object> object(byte[] bytes, int from, int to) {
        try {
            return json.object(bytes, from, to);
        } catch (JacksonException notJson) {
            String line = text(bytes, from, to);
            String json = Escapes.ofJson(line);
            byte[] mended = json.getBytes(StandardCharsets.UTF_8);
            return json.equals(line) ? null : object(mended, 0, mended.length);
        }
    }

    private static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8).strip();
    }
}
