package io.aegis.codec.event;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;

/** Reads line after line: plain calls by the scanner, all else by the full decoder. Not safe for several threads. */
public final class LineReader {

    private static final String NO_OBJECT = "the line is no JSON object";
    private static final int REASON_CHARS_MAX = 300;

    /** Of a body's wrong lines so many are shown whole, those after them by their beginnings. */
    private static final int SHOWN_WHOLE_MAX = 1_000;

    private static final int SHOWN_SHORT_CHARS = 100;

    private final EventReader reader;
    private final ApiCallScanner scanner;
    private final JsonTree json;
    private final EventDecoder decoder;
    private final Of of;
    private long number;
    private int wrong;
    /** Lines until the next ones are to be foreseen. */
    private int foreseen;

    /** What the lines are of. A body has been checked for UTF-8, and is bounded in what is wrong in it. */
    enum Of {
        /** Of any length. */
        FILE,
        /** Nesting beyond the limit breaks the whole body. */
        LINES,
        /** A body of one JSON value, which has been looked at as a whole. */
        JSON
    }

    LineReader(EventReader reader, ApiCallScanner scanner, JsonTree json, EventDecoder decoder, Of of) {
        this.reader = reader;
        this.scanner = scanner;
        this.json = json;
        this.decoder = decoder;
        this.of = of;
    }

    /** Number of the line that {@link #readAll} came to. */
    long number() {
        return number;
    }

    void readAll(byte[] body, Consumer<? super Line> sink) throws BrokenBodyException {
        int from = startAfterMark(body);
        while (from < body.length) {
            foresee(body, from, body.length);
            int found = EightBytes.newline(body, from, body.length);
            int end = found < 0 ? body.length : found;
            number++;
            Line line = end - from > reader.limits().lineBytesMax()
                    ? reader.tooLong(body, from, end, number)
                    : read(body, from, end, number);
            if (line != null) {
                sink.accept(line);
            }
            refuseTooManyWrong();
            from = end + 1;
        }
    }

    /** Fetches what this line and the next ones in [from, to) will be looked up in, now and then many at once. */
    void foresee(byte[] bytes, int from, int to) {
        if (--foreseen < 0) {
            foreseen = ApiCallScanner.FORESEEN - 1;
            scanner.foresee(bytes, from, to);
        }
    }

    void refuseTooManyWrong() throws BrokenBodyException {
        if (of != Of.FILE) {
            BodyLines.refuseTooMany(wrong);
        }
    }

    /** One line without its end; null for an empty one. */
    public @Nullable Line read(byte[] bytes, int from, int to, long lineNumber) {
        PublicEvent plain = scanner.scan(bytes, from, to);
        return plain != null ? plain : decoded(bytes, from, to, lineNumber);
    }

    private @Nullable Line decoded(byte[] bytes, int from, int to, long lineNumber) {
        if (blank(bytes, from, to)) {
            return null;
        }
        try {
            if (of != Of.LINES) {
                refuseLineNotUtf8(bytes, from, to);
            }
            if (!beginsObject(bytes, from, to)) {
                throw new FieldProblem(null, NO_OBJECT);
            }
            Map<String, @Nullable Object> fields = json.object(bytes, from, to);
            if (fields == null) {
                throw new FieldProblem(null, NO_OBJECT);
            }
            return decoder.decode(fields);
        } catch (FieldProblem problem) {
            return rejection(lineNumber, problem.field(), problem.reason(), bytes, from, to);
        } catch (StreamConstraintsException tooDeep) {
            if (of == Of.LINES) {
                throw tooDeep;
            }
            return rejection(lineNumber, null, "the line " + reader.constraint(), bytes, from, to);
        } catch (JacksonException notJson) {
            String where = "the line is not JSON: "
                    + notJson.getOriginalMessage()
                            .replaceAll(" \\(start marker at [^)]*\\)[^)]*\\)|: enable `[^`]*` to allow", "");
            return rejection(
                    lineNumber,
                    null,
                    reader.rejected(0, null, "", where)
                            .masked()
                            .lines()
                            .findFirst()
                            .orElse(""),
                    bytes,
                    from,
                    to);
        }
    }

    private static void refuseLineNotUtf8(byte[] bytes, int from, int to) {
        int at = Utf8.firstInvalid(bytes, from, to);
        if (at >= 0) {
            throw new FieldProblem(
                    null, "the line is not UTF-8: byte 0x%02X at %,d".formatted(bytes[at] & 0xFF, at - from + 1));
        }
    }

    private RejectedLine rejection(
            long lineNumber, @Nullable String field, String reason, byte[] bytes, int from, int to) {
        wrong++;
        int most = of == Of.FILE || wrong <= SHOWN_WHOLE_MAX ? EventReader.SHOWN_CHARS_MAX : SHOWN_SHORT_CHARS;
        int shown = Math.min(to - from, 4 * most);
        String line = new String(bytes, from, shown, StandardCharsets.UTF_8).strip();
        String cut = reason.length() <= REASON_CHARS_MAX ? reason : reason.substring(0, REASON_CHARS_MAX) + "…";
        return reader.rejected(lineNumber, field, cut, line);
    }

    private static int startAfterMark(byte[] body) {
        boolean mark = body.length >= 3 && body[0] == (byte) 0xEF && body[1] == (byte) 0xBB && body[2] == (byte) 0xBF;
        return mark ? 3 : 0;
    }

    private static boolean beginsObject(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] <= ' ' && bytes[at] >= 0) {
            at++;
        }
        return at < to && bytes[at] == '{';
    }

    private static boolean blank(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] != ' ' && bytes[i] != '\t' && bytes[i] != '\r' && bytes[i] != '\n') {
                return false;
            }
        }
        return true;
    }
}
