package io.aegis.formats.accesslog;

import io.aegis.codec.event.EventReader;
import io.aegis.codec.event.Line;
import io.aegis.codec.event.RejectedLine;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Joins what Kubernetes' container runtimes have split: a line of more than 16 KB is written in parts marked {@code P},
 * the last marked {@code F}, those of the two streams among one another.
 */
final class SplitLines implements LineDecoder {

    private static final byte[] OUT = " stdout ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ERR = " stderr ".getBytes(StandardCharsets.US_ASCII);
    private static final int TIME_CHARS_MIN = 20;
    private static final int TIME_CHARS_MAX = 40;
    private static final int SHOWN_BYTES_MAX = 200;

    private final LineDecoder whole;
    private final EventReader reader;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(0);
    private final ByteArrayOutputStream err = new ByteArrayOutputStream(0);

    SplitLines(LineDecoder whole, EventReader reader) {
        this.whole = whole;
        this.reader = reader;
    }

    @Override
    public @Nullable Line decode(byte[] bytes, int from, int to, long number) {
        int mark = mark(bytes, from, to);
        if (mark < 0) {
            return whole.decode(bytes, from, to, number);
        }
        ByteArrayOutputStream parts = stands(OUT, bytes, mark - OUT.length) ? out : err;
        boolean last = bytes[mark] == 'F';
        if (last && parts.size() == 0) {
            return whole.decode(bytes, from, to, number);
        }
        int max = reader.limits().lineBytesMax();
        if (parts.size() <= max) {
            // The first keeps what stands before it, as every line has it.
            int start = parts.size() == 0 ? from : mark + 2;
            parts.write(bytes, start, to - start);
        }
        return last ? joined(parts, max, number) : null;
    }

    @Override
    public List<RejectedLine> end(long number) {
        return Stream.of(out, err)
                .filter(parts -> parts.size() > 0)
                .map(parts ->
                        rejected(number, "the last part of a line that was split is missing", parts.toByteArray()))
                .toList();
    }

    private RejectedLine rejected(long number, String reason, byte[] line) {
        int shown = Math.min(line.length, SHOWN_BYTES_MAX);
        return reader.rejected(number, null, reason, new String(line, 0, shown, StandardCharsets.UTF_8));
    }

    private @Nullable Line joined(ByteArrayOutputStream parts, int max, long number) {
        byte[] line = parts.toByteArray();
        parts.reset();
        return line.length <= max
                ? whole.decode(line, 0, line.length, number)
                : rejected(number, "the line is longer than %,d bytes with its parts".formatted(max), line);
    }

    /** Where {@code P} or {@code F} stands; negative in other lines. */
    private static int mark(byte[] bytes, int from, int to) {
        if (to - from < TIME_CHARS_MIN + OUT.length + 2 || bytes[from + 4] != '-' || bytes[from + 10] != 'T') {
            return -1;
        }
        int space = from + TIME_CHARS_MIN - 1;
        while (space < from + TIME_CHARS_MAX && space < to && bytes[space] != ' ') {
            space++;
        }
        int mark = space + OUT.length;
        boolean marked = mark + 1 < to && bytes[mark + 1] == ' ' && (bytes[mark] == 'P' || bytes[mark] == 'F');
        return marked && (stands(OUT, bytes, space) || stands(ERR, bytes, space)) ? mark : -1;
    }

    private static boolean stands(byte[] word, byte[] bytes, int at) {
        for (int i = 0; i < word.length; i++) {
            if (bytes[at + i] != word[i]) {
                return false;
            }
        }
        return true;
    }

    @Override
    public @Nullable String guessedFrom() {
        return whole.guessedFrom();
    }
}
