package io.aegis.formats.accesslog;

import io.aegis.codec.event.CallBuilder;
import io.aegis.codec.event.EventReader;
import io.aegis.codec.event.Line;
import io.aegis.codec.event.RejectedLine;
import io.aegis.codec.event.Timestamps;
import io.aegis.formats.gateway.Wrapping;
import io.aegis.formats.mapping.Addresses;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code host ident user [time] "request" status bytes "referer" "agent" name=value…}. The request may be quoted within,
 * of HTTP/0.9 (no protocol) or no request at all ({@code -}): it counts with its status.
 */
final class CombinedLines implements LineDecoder {

    private static final Pattern SHAPE = Pattern.compile("\\S+ .*\\[[^\\]]{20,40}\\] \"");
    private static final int SHAPE_CHARS_MAX = 4_096;
    private static final byte[] NO_REQUEST = {'-'};
    private static final int PATH_BYTES_MAX = 2_000;

    /** Names of the client's address. */
    static final Set<String> ADDRESS = Set.of("remote_addr", "client", "client_ip", "ip", "host", "remote_host");

    private final EventReader reader;
    private final CallBuilder call;
    private final String customerField;
    private final boolean guesses;

    private byte[] b = new byte[0];
    private int to;
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
        this.guesses = customerField == null;
        this.customerField = customerField == null ? "remote_addr" : customerField;
    }

    static boolean looksLike(String line) {
        return SHAPE.matcher(line.substring(0, Math.min(line.length(), SHAPE_CHARS_MAX)))
                .lookingAt();
    }

    @Override
    public @Nullable Line decode(byte[] bytes, int start, int until, long number) {
        b = bytes;
        to = until;
        int from = start;
        while (from < to && b[from] <= ' ' && b[from] >= 0) {
            from++;
        }
        if (from >= to || b[from] == '#') {
            return null;
        }
        plain = plain(from);
        String inner = plain ? null : Wrapping.inner(text(from, to));
        if (inner != null) {
            b = inner.getBytes(StandardCharsets.UTF_8);
            from = 0;
            to = b.length;
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
        int at = find('[', from);
        return b[from] != '{' && at > from && b[at - 1] == ' ' && words(from, at) == 3;
    }

    private int words(int from, int end) {
        int words = 0;
        for (int i = from; i < end; i++) {
            words += b[i] == ' ' ? 1 : 0;
        }
        return words;
    }

    private RejectedLine rejected(long number, @Nullable String field, String reason, int from) {
        String line = new String(b, from, Math.min(to - from, 4_000), StandardCharsets.UTF_8);
        return reader.rejected(number, field, reason, line);
    }

    /** Null if the line is a call, whose parts are then in the builder. */
    private @Nullable String problem(int from) {
        bracket = find('[', from);
        int bracketEnd = bracket < 0 ? -1 : find(']', bracket);
        if (bracketEnd < 0) {
            return "line has no [time]; is it another format? give --format";
        }
        while (!time(bracket + 1, bracketEnd)) {
            int next = find('[', bracketEnd);
            int nextEnd = next < 0 || next > find('"', bracketEnd) ? -1 : find(']', next);
            if (nextEnd > 0) {
                bracket = next;
                bracketEnd = nextEnd;
                continue;
            }
            return "time (" + text(bracket + 1, bracketEnd) + ") is no time as 17/May/2015:10:05:03 +0000";
        }
        if (!request(bracketEnd + 1)) {
            return "line has no \"request\" followed by a status of three digits";
        }
        if (status < 100 || status > 599) {
            return "status (" + status + ") is no HTTP status from 100 to 599";
        }
        if (!methodAndPath()) {
            return "route (" + text(requestFrom, Math.min(requestTo, requestFrom + 60)) + "…) is longer than may be";
        }
        pairs();
        return customer(from) ? null : nobody(from);
    }

    private String nobody(int from) {
        return ADDRESS.contains(customerField)
                ? "line begins with (" + text(from, Math.min(bracket - 1, from + 60))
                        + "), where no client's address is; take off what was put before it, or name the customer with"
                        + " --customer-field"
                : customerField + " names no customer in this line";
    }

    private boolean time(int from, int end) {
        if (lastMillis != Timestamps.INVALID && Arrays.equals(lastTime, 0, lastTime.length, b, from, end)) {
            return true;
        }
        lastMillis = LogTimes.text(text(from, end));
        lastTime = Arrays.copyOfRange(b, from, end);
        return lastMillis >= 0;
    }

    /** The request ends at the first quote that a status follows, as a request may hold quotes itself. */
    private boolean request(int from) {
        int open = find('"', from);
        if (open < 0) {
            return false;
        }
        requestFrom = open + 1;
        for (int quote = find('"', requestFrom); quote >= 0; quote = find('"', quote + 1)) {
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
        while (from > requestFrom && b[from - 1] == '\\') {
            from--;
        }
        return (quote - from) % 2 == 1;
    }

    private boolean statusAt(int at) {
        boolean three = at + 3 <= to && digit(at) && digit(at + 1) && digit(at + 2) && b[at - 1] == ' ';
        if (!three || (at + 3 < to && b[at + 3] != ' ')) {
            return false;
        }
        status = (b[at] - '0') * 100 + (b[at + 1] - '0') * 10 + (b[at + 2] - '0');
        tail = at + 3;
        return true;
    }

    private boolean methodAndPath() {
        int space = find(' ', requestFrom);
        boolean request = space > requestFrom && space < requestTo && call.method(b, requestFrom, space);
        if (!request) {
            return call.method(NO_REQUEST, 0, 1) && call.path(NO_REQUEST, 0, 1);
        }
        int end = requestTo;
        int protocol = lastSpace();
        if (protocol > space && startsWith(protocol + 1, "HTTP/")) {
            end = protocol;
        }
        while (end > space + 1 && b[end - 1] == ' ') {
            end--;
        }
        return end > space + 1 ? path(space + 1, end) : call.path(NO_REQUEST, 0, 1);
    }

    /** Of a path without end only the beginning is taken; what is asked with is none of it. */
    private boolean path(int from, int end) {
        if (end - from <= PATH_BYTES_MAX) {
            return call.path(b, from, end);
        }
        int query = find('?', from);
        int cut = query > from && query < end ? query : end;
        return call.path(b, from, Math.min(cut, from + PATH_BYTES_MAX));
    }

    private int lastSpace() {
        int at = requestTo - 1;
        while (at > requestFrom && b[at] != ' ') {
            at--;
        }
        return at;
    }

    /** {@code rt=0.009 key="k"} behind the combined fields. */
    private void pairs() {
        String seconds = pair("rt");
        seconds = seconds == null ? pair("request_time") : seconds;
        if (seconds != null && seconds.matches("[0-9]{1,6}(\\.[0-9]{1,6})?")) {
            call.latency(Double.parseDouble(seconds) * 1000);
        }
        int key = pairValue("key");
        if (key > 0) {
            int end = pairEnd(key);
            if (said(key, end)) {
                call.key(b, key, end);
            }
        }
    }

    private @Nullable String pair(String name) {
        int from = pairValue(name);
        return from < 0 ? null : text(from, pairEnd(from));
    }

    /** Where the value of {@code name=} begins behind the status; -1 where there is none. */
    private int pairValue(String name) {
        for (int at = find('=', tail); at > 0; at = find('=', at + 1)) {
            int start = at - name.length();
            if (start > tail && b[start - 1] == ' ' && startsWith(start, name)) {
                return at + 1 < to && b[at + 1] == '"' ? at + 2 : at + 1;
            }
        }
        return -1;
    }

    private int pairEnd(int from) {
        char end = b[from - 1] == '"' ? '"' : ' ';
        int at = find(end, from);
        return at < 0 ? to : at;
    }

    private boolean customer(int from) {
        if (ADDRESS.contains(customerField)) {
            return address(client(from));
        }
        return switch (customerField) {
            case "remote_user", "user" -> {
                int start = bracket - 1;
                while (start > from && b[start - 1] != ' ') {
                    start--;
                }
                yield said(start, bracket - 1) && call.customer(b, start, bracket - 1);
            }
            default -> {
                int start = pairValue(customerField);
                int end = start < 0 ? -1 : pairEnd(start);
                yield said(start, end) && call.customer(b, start, end);
            }
        };
    }

    private boolean address(int start) {
        int end = start < 0 ? -1 : find(' ', start);
        if (end <= start) {
            return false;
        }
        if (holdsColon(start, end) && !Addresses.isNormal(b, start, end)) {
            String client = Addresses.client(text(start, end));
            if (Addresses.isOne(client)) {
                byte[] address = client.getBytes(StandardCharsets.UTF_8);
                return call.customer(address, 0, address.length);
            }
        }
        // Of addresses that proxies have listed, the client's is the first.
        return call.customer(b, start, b[end - 1] == ',' ? end - 1 : end);
    }

    /**
     * Where the client stands: first, or behind what was put before the line, be it a port or a day; -1 where of more
     * words than a line has before its time none is an address.
     */
    private int client(int from) {
        if (plain || words(from, bracket) == 3) {
            return from;
        }
        int second = find(' ', from) + 1;
        if (virtualHost(from)) {
            return second;
        }
        if (addressAt(from) || !said(second, find(' ', second))) {
            return from;
        }
        int end = bracket - 1;
        for (int word = 0; end > from; word++) {
            int start = end;
            while (start > from && b[start - 1] != ' ') {
                start--;
            }
            // The last two are the log name and the user.
            if (word > 1 && addressAt(start)) {
                return start;
            }
            end = start - 1;
        }
        return -1;
    }

    private boolean holdsColon(int from, int end) {
        for (int i = from; i < end; i++) {
            if (b[i] == ':') {
                return true;
            }
        }
        return false;
    }

    private boolean addressAt(int from) {
        return Addresses.isOne(Addresses.client(text(from, find(' ', from))));
    }

    /** Neither empty nor {@code -}. */
    private boolean said(int from, int end) {
        return end > from && !(end == from + 1 && b[from] == '-');
    }

    /**
     * {@code example.com:443 host ident user [}: four words before the time, the third the name that nobody logs. A
     * user's name of two words and a list of two addresses have that name elsewhere.
     */
    private boolean virtualHost(int from) {
        int second = find(' ', from) + 1;
        int third = find(' ', second) + 1;
        return words(from, bracket) == 4 && !said(third, find(' ', third)) && b[second - 2] != ',';
    }

    private int find(char wanted, int from) {
        for (int i = from; i < to; i++) {
            if (b[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    private boolean digit(int at) {
        return b[at] >= '0' && b[at] <= '9';
    }

    private boolean startsWith(int at, String word) {
        if (at + word.length() > to) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (b[at + i] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private String text(int from, int end) {
        return new String(b, from, Math.max(0, end - from), StandardCharsets.UTF_8);
    }
}
