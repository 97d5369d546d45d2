package io.aegis.formats.gateway;

import io.aegis.codec.event.BrokenBodyException;
import io.aegis.codec.event.EventReader;
import io.aegis.codec.event.Line;
import io.aegis.codec.event.RejectedLine;
import io.aegis.formats.mapping.Json;
import io.aegis.formats.mapping.JsonFields;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads the bodies in which access logs are posted: the log's lines as they are, or records of a log shipper, one a line
 * or in an array. A record is the fields of a call, or holds the log's line.
 */
public final class PostedLog {

    /** Where Vector, Fluent Bit, the Elastic agents, journald and Promtail put a line. */
    private static final List<String> LINE_FIELDS = List.of("message", "log", "event.original", "MESSAGE", "line");

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
        Sink sink = new Sink();
        int from = 0;
        while (from < body.length) {
            int to = from;
            while (to < body.length && body[to] != '\n') {
                to++;
            }
            sink.number++;
            sink.take(line(text(body, from, to), sink.number));
            sink.refuseTooManyWrong();
            from = to + 1;
        }
        return sink.lines;
    }

    /**
     * Shippers' records: an object, several behind one another, or an array of them or of lines.
     *
     * @throws BrokenBodyException where nothing of the body may be taken
     */
    public List<Line> json(byte[] body) throws BrokenBodyException {
        Sink sink = new Sink();
        Json.records(body, record -> {
            sink.number++;
            if (!sink.tooManyWrong()) {
                sink.take(record(record, sink.number));
            }
        });
        sink.refuseTooManyWrong();
        return sink.lines;
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
        String line = lineOf(record);
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

    private static @Nullable String lineOf(JsonNode record) {
        for (String name : LINE_FIELDS) {
            JsonNode found = JsonFields.find(record, name);
            if (found != null && found.isString()) {
                return found.asString().strip();
            }
        }
        return null;
    }

    private static final class Sink {
        private final List<Line> lines = new ArrayList<>();
        private long number;
        private int wrong;

        void take(@Nullable Line line) {
            if (line != null) {
                lines.add(line);
                wrong += line instanceof RejectedLine ? 1 : 0;
            }
        }

        boolean tooManyWrong() {
            return wrong > EventReader.WRONG_LINES_MAX;
        }

        void refuseTooManyWrong() throws BrokenBodyException {
            if (tooManyWrong()) {
                throw new BrokenBodyException("The body has more than %,d wrong lines.\nCheck what sends it."
                        .formatted(EventReader.WRONG_LINES_MAX));
            }
        }
    }
}
