package io.aegis.codec.event;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;

/** Reads line after line: plain calls by the scanner, all else by the full decoder. Not safe for several threads. */
public final class LineReader {

    private static final int REASON_CHARS_MAX = 300;

    private final EventReader reader;
    private final ApiCallScanner scanner;
    private final JsonTree json;
    private final EventDecoder decoder;
    private final boolean constraintsThrow;
    private long number;

    /** @param constraintsThrow nesting beyond the limit breaks the whole body, which has been checked for UTF-8 */
    LineReader(
            EventReader reader, ApiCallScanner scanner, JsonTree json, EventDecoder decoder, boolean constraintsThrow) {
        this.reader = reader;
        this.scanner = scanner;
        this.json = json;
        this.decoder = decoder;
        this.constraintsThrow = constraintsThrow;
    }

    /** Number of the line that {@link #readAll} came to. */
    long number() {
        return number;
    }

    void readAll(byte[] body, Consumer<? super Line> sink) {
        int from = startAfterMark(body);
        while (from < body.length) {
            int end = from;
            while (end < body.length && body[end] != '\n') {
                end++;
            }
            number++;
            Line line = end - from > reader.limits().lineBytesMax()
                    ? reader.tooLong(body, from, end, number)
                    : read(body, from, end, number);
            if (line != null) {
                sink.accept(line);
            }
            from = end + 1;
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
            if (!constraintsThrow) {
                refuseLineNotUtf8(bytes, from, to);
            }
            Map<String, @Nullable Object> fields = json.object(bytes, from, to);
            if (fields == null) {
                throw new FieldProblem(null, "the line is no JSON object");
            }
            return decoder.decode(fields);
        } catch (FieldProblem problem) {
            return rejection(lineNumber, problem.field(), problem.reason(), bytes, from, to);
        } catch (StreamConstraintsException tooDeep) {
            if (constraintsThrow) {
                throw tooDeep;
            }
            return rejection(lineNumber, null, "the line " + reader.constraint(), bytes, from, to);
        } catch (JacksonException notJson) {
            String where = "the line is not JSON: " + notJson.getOriginalMessage();
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
        int shown = Math.min(to - from, 4 * EventReader.SHOWN_CHARS_MAX);
        String line = new String(bytes, from, shown, StandardCharsets.UTF_8).strip();
        String cut = reason.length() <= REASON_CHARS_MAX ? reason : reason.substring(0, REASON_CHARS_MAX) + "…";
        return reader.rejected(lineNumber, field, cut, line);
    }

    private static int startAfterMark(byte[] body) {
        boolean mark = body.length >= 3 && body[0] == (byte) 0xEF && body[1] == (byte) 0xBB && body[2] == (byte) 0xBF;
        return mark ? 3 : 0;
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
