package io.aegis.codec.event;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamConstraintsException;

/**
 * Reads public events: newline-delimited JSON, or one JSON object or array. A wrong line is answered as a
 * {@link RejectedLine} in its place and costs no other; a transfer that is broken as a whole is refused. Safe for any
 * number of threads.
 */
public final class EventReader {

    static final int SHOWN_CHARS_MAX = 2_000;

    private final EventOptions options;
    private final KeptTexts texts;
    private final JsonTree json;
    private final EventDecoder decoder;

    public EventReader(EventOptions options) {
        this.options = options;
        this.texts = new KeptTexts(options.masking(), options.limits());
        this.json = new JsonTree(options.limits());
        this.decoder = new EventDecoder(options, texts);
    }

    /** Default limits, no plans. */
    public EventReader(Masking masking) {
        this(new EventOptions(masking));
    }

    /**
     * Newline-delimited JSON; empty lines count as lines and are nothing else.
     *
     * @throws BrokenBodyException invalid UTF-8, nested too deep, or too many wrong lines: nothing of it may be taken
     */
    public List<Line> readLines(byte[] body) throws BrokenBodyException {
        refuseInvalidUtf8(body);
        List<Line> lines = new ArrayList<>();
        LineReader cursor = new LineReader(this, new ApiCallScanner(texts), json, decoder, LineReader.Of.LINES);
        try {
            cursor.readAll(body, lines::add);
        } catch (StreamConstraintsException tooDeep) {
            throw new BrokenBodyException("line %,d %s".formatted(cursor.number(), constraint()));
        }
        return lines;
    }

    /**
     * Newline-delimited JSON of any length, in bounded memory. Bytes that are no UTF-8 reject their own line only.
     *
     * @return how many lines there were
     */
    public long readLines(InputStream in, Consumer<? super Line> sink) throws IOException {
        LineSplitter splitter = new LineSplitter(in, options.limits().lineBytesMax());
        LineReader cursor = lineReader();
        while (splitter.next()) {
            cursor.foresee(splitter.bytes(), splitter.from(), splitter.filled());
            Line line = splitter.tooLong()
                    ? null
                    : cursor.read(splitter.bytes(), splitter.from(), splitter.to(), splitter.number());
            if (splitter.tooLong()) {
                sink.accept(tooLong(splitter.bytes(), splitter.from(), splitter.to(), splitter.number()));
            } else if (line != null) {
                sink.accept(line);
            }
        }
        return splitter.number();
    }

    /**
     * One JSON object, or an array of them; lines of the answer are numbered by element, from 1.
     *
     * @throws BrokenBodyException not JSON, invalid UTF-8, or nested too deep: nothing of it may be taken
     */
    public List<Line> readJson(byte[] body) throws BrokenBodyException {
        refuseInvalidUtf8(body);
        List<int[]> elements = elements(body);
        List<Line> lines = new ArrayList<>(elements.size());
        LineReader cursor = new LineReader(this, new ApiCallScanner(texts), json, decoder, LineReader.Of.JSON);
        for (int i = 0; i < elements.size(); i++) {
            int from = elements.get(i)[0];
            int to = elements.get(i)[1];
            Line line = cursor.read(body, from, to, i + 1L);
            if (line != null) {
                lines.add(line);
            }
            cursor.refuseTooManyWrong();
        }
        return lines;
    }

    /** One line without its end; null for an empty one. */
    public @Nullable Line readLine(byte[] bytes, int from, int to, long number) {
        return lineReader().read(bytes, from, to, number);
    }

    /**
     * The fields of one event that another decoder has made: values are String, Long, Double, Boolean, List, Map, null.
     */
    public Line read(Map<String, ? extends @Nullable Object> fields, long number) {
        try {
            return decoder.decode(fields);
        } catch (FieldProblem problem) {
            String shown = options.masking().line(JsonTree.text(fields), SHOWN_CHARS_MAX);
            return new RejectedLine(number, problem.field(), problem.reason(), shown);
        }
    }

    /** Reads line after line of one file or body; one for each thread. */
    public LineReader lineReader() {
        return new LineReader(this, new ApiCallScanner(texts), json, decoder, LineReader.Of.FILE);
    }

    /** Makes calls from the bytes of another line format; one for each thread. */
    public CallBuilder calls() {
        return new CallBuilder(texts);
    }

    /** True for the types of the public schema. */
    public static boolean isType(String type) {
        return EventType.named(type) != null;
    }

    public EventLimits limits() {
        return options.limits();
    }

    /** A line of another format that could not be taken, masked as every rejected line is. */
    public RejectedLine rejected(long number, @Nullable String field, String reason, String line) {
        return new RejectedLine(number, field, reason, options.masking().line(line, SHOWN_CHARS_MAX));
    }

    private List<int[]> elements(byte[] body) throws BrokenBodyException {
        List<int[]> elements = new ArrayList<>();
        try (JsonParser parser = json.parser(body, 0, body.length)) {
            JsonToken first = parser.nextToken();
            if (first == JsonToken.START_ARRAY) {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    elements.add(element(parser));
                }
            } else if (first != null) {
                elements.add(element(parser));
            }
            if (parser.nextToken() != null) {
                throw new BrokenBodyException(
                        "the body holds more than one JSON value\nSend an array, or one object a line as application/x-ndjson.");
            }
        } catch (StreamConstraintsException tooDeep) {
            throw new BrokenBodyException("the body " + constraint());
        } catch (JacksonException notJson) {
            throw new BrokenBodyException("the body is not JSON: " + notJson.getOriginalMessage());
        }
        return elements;
    }

    private static int[] element(JsonParser parser) {
        int from = Math.toIntExact(parser.currentTokenLocation().getByteOffset());
        parser.skipChildren();
        if (parser.currentToken().isScalarValue()) {
            parser.finishToken();
        }
        return new int[] {from, Math.toIntExact(parser.currentLocation().getByteOffset())};
    }

    String constraint() {
        return "is nested deeper than %d levels, or holds a number or name without end"
                .formatted(options.limits().nestingMax());
    }

    private static void refuseInvalidUtf8(byte[] body) throws BrokenBodyException {
        int at = Utf8.firstInvalid(body, 0, body.length);
        if (at >= 0) {
            throw new BrokenBodyException(
                    "byte %,d (0x%02X) is not UTF-8\nSend the body in UTF-8.".formatted(at + 1, body[at] & 0xFF));
        }
    }

    RejectedLine tooLong(byte[] bytes, int from, int to, long number) {
        String start = new String(bytes, from, Math.min(to - from, SHOWN_CHARS_MAX), StandardCharsets.UTF_8);
        return rejected(
                number,
                null,
                "the line is longer than %,d bytes".formatted(options.limits().lineBytesMax()),
                start);
    }
}
