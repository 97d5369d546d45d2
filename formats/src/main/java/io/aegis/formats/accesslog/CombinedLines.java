package io.aegis.formats.accesslog;

import io.aegis.codec.event.CallBuilder;
import io.aegis.codec.event.EventReader;
import io.aegis.codec.event.Line;
import io.aegis.codec.event.RejectedLine;
import io.aegis.codec.event.Timestamps;
import io.aegis.formats.gateway.Wrapping;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code host ident user [time] "request" status bytes "referer" "agent" name=value…}. The request may be quoted within,
 * of HTTP/0.9 (no protocol) or no request at all ({@code -}): it counts with its status.
 */
final class CombinedLines implements LineDecoder {

    private static final Pattern SHAPE = Pattern.compile("\\S+ .*\\[[^\\]]{13,40}\\] ?(?:[^\\s\"]+ )?\"");
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,6}(\\.[0-9]{1,6})?");
    private static final int SHAPE_CHARS_MAX = 4_096;
    private static final byte[] NO_REQUEST = {'-'};
    private static final int PATH_BYTES_MAX = 2_000;

    private final EventReader reader;
    private final CallBuilder call;
    private final LineBytes line = new LineBytes();
    private final CombinedCustomer customer;
    private final boolean guesses;

    private int bracket;
    private boolean plain;
    private int requestFrom;
    private int requestTo;
    private int status;
    private int tail;

    private byte[] lastTime = new byte[0];
    private long lastMillis = Timestamps.INVALID;

    CombinedLines(EventReader reader, @Nullable String customerField) {
        this.reader = reader;
        this.call = reader.calls();
        this.customer = new CombinedCustomer(line, call, customerField);
        this.guesses = customerField == null;
    }

    static boolean looksLike(String line) {
        return SHAPE.matcher(line.substring(0, Math.min(line.length(), SHAPE_CHARS_MAX)))
                .lookingAt();
    }

    @Override
    public @Nullable Line decode(byte[] bytes, int start, int until, long number) {
        line.take(bytes, until);
        int from = start;
        while (from < until && bytes[from] <= ' ' && bytes[from] >= 0) {
            from++;
        }
        if (from >= until || bytes[from] == '#') {
            return null;
        }
        plain = plain(from);
        String inner = plain ? null : Wrapping.inner(line.text(from, until));
        if (inner != null) {
            byte[] own = inner.getBytes(StandardCharsets.UTF_8);
            line.take(own, own.length);
            from = 0;
        }
        String problem = problem(from);
        if (problem != null) {
            call.clear();
            String field = problem.substring(0, problem.indexOf(' '));
            return rejected(number, field.equals("line") ? null : field, problem, from);
        }
        return call.build(lastMillis, status);
    }

    @Override
    public @Nullable String guessedFrom() {
        return guesses ? "the line's first word" : null;
    }

    /** Three words before the time, as most lines have them: nothing is around such a line. */
    private boolean plain(int from) {
        int at = line.find('[', from);
        return line.at(from) != '{' && at > from && line.at(at - 1) == ' ' && line.words(from, at) == 3;
    }

    private RejectedLine rejected(long number, @Nullable String field, String reason, int from) {
        return reader.rejected(number, field, reason, line.text(from, Math.min(line.end(), from + 4_000)));
    }

    /** Null if the line is a call, whose parts are then in the builder. */
    private @Nullable String problem(int from) {
        bracket = line.find('[', from);
        int bracketEnd = bracket < 0 ? -1 : line.find(']', bracket);
        if (bracketEnd < 0) {
            return "line has no [time]; is it another format? give --format";
        }
        while (!time(bracket + 1, bracketEnd)) {
            int next = line.find('[', bracketEnd);
            int nextEnd = next < 0 || next > line.find('"', bracketEnd) ? -1 : line.find(']', next);
            if (nextEnd > 0) {
                bracket = next;
                bracketEnd = nextEnd;
                continue;
            }
            return "time (" + line.text(bracket + 1, bracketEnd) + ") is no time as 17/May/2015:10:05:03 +0000";
        }
        if (!request(bracketEnd + 1)) {
            return "line has no \"request\" followed by a status of three digits; if its parts stand otherwise, describe them"
                    + " by a layout (--config)";
        }
        if (status < 100 || status > 599) {
            return "status (" + status + ") is no HTTP status from 100 to 599";
        }
        if (!methodAndPath()) {
            return "route (" + line.text(requestFrom, Math.min(requestTo, requestFrom + 60))
                    + "…) is longer than may be";
        }
        pairs();
        return customer.problem(from, bracket, tail, plain);
    }

    private boolean time(int from, int end) {
        if (lastMillis != Timestamps.INVALID && Arrays.equals(lastTime, 0, lastTime.length, line.array(), from, end)) {
            return true;
        }
        lastMillis = LogTimes.text(line.text(from, end));
        lastTime = Arrays.copyOfRange(line.array(), from, end);
        return lastMillis >= 0;
    }

    /** The request ends at the first quote that a status follows, as a request may hold quotes itself. */
    private boolean request(int from) {
        int open = line.find('"', from);
        if (open < 0) {
            return false;
        }
        requestFrom = open + 1;
        for (int quote = line.find('"', requestFrom); quote >= 0; quote = line.find('"', quote + 1)) {
            if (!escaped(quote) && statusAt(quote + 2)) {
                requestTo = quote;
                return true;
            }
        }
        return false;
    }

    /** Behind an odd number of backslashes: each pair of them is a backslash itself. */
    private boolean escaped(int quote) {
        int from = quote;
        while (from > requestFrom && line.at(from - 1) == '\\') {
            from--;
        }
        return (quote - from) % 2 == 1;
    }

    private boolean statusAt(int at) {
        int end = at + 3;
        boolean three = end <= line.end() && line.isDigit(at) && line.isDigit(at + 1) && line.isDigit(at + 2);
        if (!three || line.at(at - 1) != ' ' || (end < line.end() && line.at(end) != ' ')) {
            return false;
        }
        status = (line.at(at) - '0') * 100 + (line.at(at + 1) - '0') * 10 + (line.at(at + 2) - '0');
        tail = end;
        return true;
    }

    private boolean methodAndPath() {
        int space = line.find(' ', requestFrom);
        boolean request = space > requestFrom && space < requestTo && call.method(line.array(), requestFrom, space);
        if (!request) {
            return call.method(NO_REQUEST, 0, 1) && call.path(NO_REQUEST, 0, 1);
        }
        int end = requestTo;
        int protocol = line.wordStart(end, requestFrom) - 1;
        if (protocol > space && (line.startsWith(protocol + 1, "HTTP/") || version(protocol + 1))) {
            end = protocol;
        }
        while (end > space + 1 && line.at(end - 1) == ' ') {
            end--;
        }
        return end > space + 1 ? path(space + 1, end) : call.path(NO_REQUEST, 0, 1);
    }

    /** {@code 1.1} or {@code 2}, as Hypercorn names the protocol. */
    private boolean version(int from) {
        int length = requestTo - from;
        return line.isDigit(from)
                && (length == 1 || (length == 3 && line.at(from + 1) == '.' && line.isDigit(from + 2)));
    }

    /** Of a path without end only the beginning is taken; what is asked with is none of it. */
    private boolean path(int from, int end) {
        if (end - from <= PATH_BYTES_MAX) {
            return call.path(line.array(), from, end);
        }
        int query = line.find('?', from);
        int cut = query > from && query < end ? query : end;
        return call.path(line.array(), from, Math.min(cut, from + PATH_BYTES_MAX));
    }

    /** {@code rt=0.009 key="k"} behind the combined fields. */
    private void pairs() {
        int latency = line.pairValue("rt", tail);
        latency = latency < 0 ? line.pairValue("request_time", tail) : latency;
        if (latency >= 0) {
            String seconds = line.text(latency, line.pairEnd(latency));
            if (SECONDS.matcher(seconds).matches()) {
                call.latency(Double.parseDouble(seconds) * 1000);
            }
        }
        int key = line.pairValue("key", tail);
        int end = line.pairEnd(key);
        if (line.isSaid(key, end)) {
            call.key(line.array(), key, end);
        }
    }
}
