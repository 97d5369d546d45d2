package io.aegis.formats.gateway;

import io.aegis.codec.event.BodyLines;
import io.aegis.codec.event.BrokenBodyException;
import io.aegis.codec.event.Line;
import io.aegis.formats.mapping.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads the bodies in which access logs are posted: the log's lines as they are, or records of a log shipper, one a line
 * or in an array. A record is the fields of a call, or holds the log's line.
 */
public final class PostedLog {

    private final LogReader reader;

    /** Lines are read as those of a file are. */
    public PostedLog(LogReader reader) {
        this.reader = reader;
    }

    /**
     * A line each; one that is an object is a shipper's record.
     *
     * @throws BrokenBodyException where nothing of the body may be taken
     */
    public List<Line> lines(byte[] body) throws BrokenBodyException {
        Json.refuseInvalidUtf8(body);
        BodyLines found = new BodyLines();
        int number = 0;
        int from = 0;
        while (from < body.length) {
            int to = from;
            while (to < body.length && body[to] != '\n') {
                to++;
            }
            number++;
            found.add(line(text(body, from, to), number));
            from = to + 1;
        }
        return found.lines();
    }

    /**
     * Shippers' records: an object, several behind one another, or an array of them or of lines.
     *
     * @throws BrokenBodyException where nothing of the body may be taken
     */
    public List<Line> json(byte[] body) throws BrokenBodyException {
        BodyLines found = new BodyLines();
        Json.records(body, (record, number) -> found.add(record(record, number)));
        return found.lines();
    }

    /** Without the mark that some put before UTF-8. */
    private static String text(byte[] body, int from, int to) {
        String text = new String(body, from, to - from, StandardCharsets.UTF_8);
        return (from == 0 && text.startsWith("\uFEFF") ? text.substring(1) : text).strip();
    }

    private @Nullable Line line(String line, long number) throws BrokenBodyException {
        if (!line.startsWith("{") || reader.fits(line)) {
            return reader.read(line, number);
        }
        JsonNode record = Json.readLine(line);
        return record == null ? reader.read(line, number) : record(record, number);
    }

    private @Nullable Line record(JsonNode record, long number) {
        if (record.isString()) {
            return reader.read(record.asString().strip(), number);
        }
        if (!record.isObject()) {
            return reader.refuse(number, "The record is neither an object nor a line.", record);
        }
        String line = Wrapping.lineOf(record);
        if (reader.readsObjects()) {
            return line != null && line.startsWith("{") ? reader.read(line, number) : reader.read(record, number);
        }
        return line != null
                ? reader.read(line, number)
                : reader.refuse(
                        number,
                        "The record holds no line of the log.\n"
                                + "Send it as message, or name format: json-lines for records of fields.",
                        record);
    }
}
