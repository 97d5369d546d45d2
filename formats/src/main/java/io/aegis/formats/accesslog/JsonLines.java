package io.aegis.formats.accesslog;

import io.aegis.codec.event.EventReader;
import io.aegis.codec.event.JsonTree;
import io.aegis.codec.event.Line;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** A gateway's JSON log; lines that are events of ours are taken as such. */
final class JsonLines implements LineDecoder {

    private final EventReader reader;
    private final JsonTree json;
    private final @Nullable String customerField;

    JsonLines(EventReader reader, @Nullable String customerField) {
        this.reader = reader;
        this.json = new JsonTree(reader.limits());
        this.customerField = customerField;
    }

    @Override
    public @Nullable Line decode(byte[] bytes, int from, int to, long number) {
        Map<String, @Nullable Object> record;
        try {
            record = json.object(bytes, from, to);
        } catch (JacksonException notJson) {
            return reader.readLine(bytes, from, to, number);
        }
        if (record == null) {
            return reader.readLine(bytes, from, to, number);
        }
        // A type of a gateway's own ("http") does not make its record an event of ours.
        boolean event = record.get("type") instanceof String type && EventReader.isType(type);
        if (!event) {
            Line line = reader.read(RecordNames.event(record, customerField), number);
            return line instanceof io.aegis.codec.event.RejectedLine rejected
                    ? reader.rejected(number, rejected.field(), rejected.reason(), text(bytes, from, to))
                    : line;
        }
        if (customerField != null && record.get(customerField) != null) {
            record.put("customer", record.get(customerField));
            return reader.read(record, number);
        }
        return reader.readLine(bytes, from, to, number);
    }

    private static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, Math.min(to - from, 4_000), StandardCharsets.UTF_8);
    }
}
