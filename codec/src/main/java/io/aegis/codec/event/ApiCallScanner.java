package io.aegis.codec.event;

import io.aegis.engine.event.ApiCall;
import io.aegis.engine.event.Fact;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the one line that comes a million times, a plain {@code api_call} of known fields, without a JSON parser. It
 * answers null for everything else (escapes, characters outside ASCII, unknown or doubled fields, wrong values), and the
 * full decoder decides then; what it does read, it reads as the full decoder would (a property test holds it to that).
 */
final class ApiCallScanner {

    private enum Name {
        TYPE("type", 0),
        CUSTOMER("customer", 1),
        CUSTOMER_SNAKE("customer_id", 1),
        CUSTOMER_CAMEL("customerId", 1),
        AT("at", 2),
        TIMESTAMP("timestamp", 2),
        TIME("time", 2),
        ID("id", 3),
        METHOD("method", 4),
        ROUTE("route", 5),
        PATH("path", 5),
        STATUS("status", 6),
        LATENCY("latency_ms", 7),
        LATENCY_CAMEL("latencyMs", 7),
        DURATION("duration_ms", 7),
        KEY("key", 8),
        ENVIRONMENT("environment", 9),
        ERROR_CODE("error_code", 10);

        final String text;

        /** One bit for each field: of two names that mean the same only one is plain. */
        final int bit;

        /** The name with its closing quote and a colon, as two words of which only so many bytes count. */
        final long head;

        final long headMask;
        final long tail;
        final long tailMask;
        final int sent;

        Name(String text, int field) {
            this.text = text;
            this.bit = 1 << field;
            byte[] bytes = Arrays.copyOf((text + "\":").getBytes(StandardCharsets.US_ASCII), 2 * Long.BYTES);
            this.sent = text.length() + 2;
            this.head = EightBytes.at(bytes, 0);
            this.tail = EightBytes.at(bytes, Long.BYTES);
            this.headMask = sent >= Long.BYTES ? -1 : -1L >>> 64 - 8 * sent;
            this.tailMask = sent <= Long.BYTES ? 0 : -1L >>> 128 - 8 * sent;
        }

        /** Whether the name stands here as producers write it, the opening quote before it; sixteen bytes must follow. */
        boolean isAt(byte[] bytes, int from) {
            return (EightBytes.at(bytes, from) & headMask) == head
                    && (EightBytes.at(bytes, from + Long.BYTES) & tailMask) == tail;
        }
    }

    private static final int SLOTS = 256;
    private static final @Nullable Name[] NAMES = new Name[SLOTS];
    private static final int NONE = -1;
    private static final int DIGITS_MAX = 15;

    /** {@code api_call} as a word. */
    private static final long API_CALL = 0x6C6C61635F697061L;

    static {
        for (Name name : List.of(Name.values())) {
            byte[] bytes = name.text.getBytes(StandardCharsets.US_ASCII);
            int slot = slot(bytes, 0, bytes.length);
            if (NAMES[slot] != null) {
                throw new IllegalStateException("field names " + NAMES[slot] + " and " + name + " share a slot");
            }
            NAMES[slot] = name;
        }
    }

    /** So many lines are foreseen at once. */
    static final int FORESEEN = 32;

    private static final int FORESEEN_BYTES_MAX = 64;

    private final KeptTexts texts;
    private final int[] foreseen = new int[FORESEEN];
    /** Where in its line the customer of the latest line stood. */
    private int customerPlace = NONE;

    private int lineFrom;
    private byte[] b = new byte[0];
    private int i;
    private int to;
    private int valueFrom;
    private int valueTo;
    private long number;

    /** The fields of the line before, in their order: the next line of the same producer has them so too. */
    private final @Nullable Name[] usual = new Name[Name.values().length];

    private boolean typed;
    private @Nullable String customer;
    private long at;
    private @Nullable String id;
    private @Nullable String method;
    private @Nullable String route;
    private int status;
    private int latency;
    private boolean test;
    private @Nullable String key;
    private @Nullable String errorCode;
    private int seen;

    ApiCallScanner(KeptTexts texts) {
        this.texts = texts;
    }

    /** Null: not plain, let the full decoder see it. */
    @Nullable
    PublicEvent scan(byte[] bytes, int from, int until) {
        b = bytes;
        i = from;
        lineFrom = from;
        to = until;
        clear();
        return fields() ? event() : null;
    }

    /**
     * Looks for the customers of the next lines where that of the latest one stood, and fetches them: what each line
     * would wait for by itself is waited for together. Nothing depends on what is found.
     */
    void foresee(byte[] bytes, int from, int until) {
        if (customerPlace < 0) {
            return;
        }
        int count = 0;
        int line = from;
        while (count < FORESEEN && line + customerPlace + FORESEEN_BYTES_MAX <= until) {
            int at = line + customerPlace;
            int end = at;
            while (end < at + FORESEEN_BYTES_MAX && bytes[end] != '"' && bytes[end] != '\n') {
                end++;
            }
            foreseen[count++] = Texts.hash(bytes, at, end);
            int newline = EightBytes.newline(bytes, line, until);
            if (newline < 0) {
                break;
            }
            line = newline + 1;
        }
        texts.customers.fetch(foreseen, count);
    }

    private void clear() {
        typed = false;
        customer = null;
        at = Timestamps.INVALID;
        id = null;
        method = null;
        route = null;
        status = NONE;
        latency = Fact.UNKNOWN;
        test = false;
        key = null;
        errorCode = null;
        seen = 0;
    }

    private @Nullable PublicEvent event() {
        if (!typed || customer == null || at == Timestamps.INVALID || method == null || route == null || status < 0) {
            return null;
        }
        ApiCall call = new ApiCall(method, route, status, latency, test, key, errorCode);
        return new PublicEvent(customer, at, id, call, null);
    }

    private boolean fields() {
        if (next() != '{' || next() != '"') {
            return false;
        }
        for (int place = 0; ; place++) {
            Name name = name(place);
            if (name == null || !value(name)) {
                return false;
            }
            int separator = next();
            if (separator == '}') {
                return next() == NONE;
            }
            if (separator != ',' || next() != '"') {
                return false;
            }
        }
    }

    /** The next byte that is no white space; {@link #NONE} at the end. */
    private int next() {
        while (i < to) {
            int c = b[i++];
            if (c != ' ' && c != '\t' && c != '\r' && c != '\n') {
                return c & 0xFF;
            }
        }
        return NONE;
    }

    /** The name of the next field, and past its colon. */
    private @Nullable Name name(int place) {
        Name likely = usual[place];
        if (likely != null && i + likely.sent <= to && i + 2 * Long.BYTES <= b.length && likely.isAt(b, i)) {
            i += likely.sent;
            return likely;
        }
        if (!text()) {
            return null;
        }
        Name name = NAMES[slot(b, valueFrom, valueTo)];
        if (name == null || !is(name.text) || next() != ':') {
            return null;
        }
        usual[place] = name;
        return name;
    }

    private static int slot(byte[] bytes, int from, int to) {
        int length = to - from;
        if (length < 2) {
            return 0;
        }
        int mixed =
                length * 131 + bytes[from] * 7 + bytes[to - 1] * 37 + bytes[from + 1] * 3 + bytes[from + (length >> 1)];
        return mixed & SLOTS - 1;
    }

    /** Moves past a text of printable ASCII whose opening quote has been read. */
    private boolean text() {
        int at = i;
        valueFrom = at;
        while (at + 8 <= to) {
            long stop = stops(EightBytes.at(b, at));
            if (stop != 0) {
                at += EightBytes.first(stop);
                return ended(at);
            }
            at += 8;
        }
        while (at < to && b[at] >= ' ' && b[at] != '"' && b[at] != '\\') {
            at++;
        }
        return at < to && ended(at);
    }

    private boolean ended(int at) {
        valueTo = at;
        i = at + 1;
        return b[at] == '"';
    }

    /** The high bit of each byte that is a quote, a backslash, a control character or outside ASCII. */
    private static long stops(long eight) {
        long quotes = eight ^ 0x2222222222222222L;
        long slashes = eight ^ 0x5C5C5C5C5C5C5C5CL;
        long found = (quotes - EightBytes.ONES & ~quotes)
                | (slashes - EightBytes.ONES & ~slashes)
                | (eight - 0x2020202020202020L)
                | eight;
        return found & EightBytes.HIGH_BITS;
    }

    private boolean is(String word) {
        int length = valueTo - valueFrom;
        if (length != word.length()) {
            return false;
        }
        for (int k = 0; k < length; k++) {
            if (b[valueFrom + k] != word.charAt(k)) {
                return false;
            }
        }
        return true;
    }

    /** Reads the value; false for one that the full decoder has to look at, and for a field that came before. */
    private boolean value(Name name) {
        if ((seen & name.bit) != 0) {
            return false;
        }
        seen |= name.bit;
        int first = next();
        boolean quoted = first == '"';
        if (!(quoted ? text() : wholeNumber(first))) {
            return false;
        }
        return quoted ? quoted(name) : counted(name);
    }

    private boolean quoted(Name name) {
        return switch (name) {
            case TYPE -> {
                typed = valueTo - valueFrom == Long.BYTES && EightBytes.at(b, valueFrom) == API_CALL;
                yield typed;
            }
            case CUSTOMER, CUSTOMER_SNAKE, CUSTOMER_CAMEL -> {
                customerPlace = valueFrom - lineFrom;
                customer = kept(texts.customers);
                yield customer != null;
            }
            case AT, TIMESTAMP, TIME -> (at = instant(Timestamps.parse(b, valueFrom, valueTo))) != Timestamps.INVALID;
            case ID ->
                (id = texts.customer(new String(b, valueFrom, valueTo - valueFrom, StandardCharsets.US_ASCII))) != null;
            case METHOD -> (method = kept(texts.methods)) != null;
            case ROUTE -> (route = kept(texts.routes)) != null;
            case PATH -> (route = kept(texts.paths)) != null;
            case KEY -> (key = kept(texts.keys)) != null;
            case ERROR_CODE -> (errorCode = kept(texts.codes)) != null;
            case ENVIRONMENT -> (test = is("test")) || is("live");
            case STATUS, LATENCY, LATENCY_CAMEL, DURATION -> false;
        };
    }

    private @Nullable String kept(Texts table) {
        return table.get(b, valueFrom, valueTo);
    }

    private boolean counted(Name name) {
        return switch (name) {
            case AT, TIMESTAMP, TIME -> (at = Timestamps.ofNumber(number)) != Timestamps.INVALID;
            case STATUS -> (status = number >= 100 && number <= 599 ? (int) number : NONE) > 0;
            case LATENCY, LATENCY_CAMEL, DURATION -> (latency = KeptTexts.latency((double) number)) >= 0;
            case TYPE,
                    CUSTOMER,
                    CUSTOMER_SNAKE,
                    CUSTOMER_CAMEL,
                    ID,
                    METHOD,
                    ROUTE,
                    PATH,
                    KEY,
                    ENVIRONMENT,
                    ERROR_CODE -> false;
        };
    }

    private static long instant(long millis) {
        return millis >= 0 && millis <= Timestamps.LATEST ? millis : Timestamps.INVALID;
    }

    /** Digits only, without a leading zero, a sign, a fraction or an exponent. */
    private boolean wholeNumber(int first) {
        if (first < '0' || first > '9') {
            return false;
        }
        int digit = first - '0';
        long value = digit;
        int from = i;
        while (i < to && b[i] >= '0' && b[i] <= '9') {
            value = value * 10L + b[i++] - '0';
        }
        number = value;
        int end = i < to ? b[i] : 0;
        boolean leadingZero = first == '0' && i > from;
        boolean ends = end == ',' || end == '}' || end == ' ' || end == '\t' || end == '\r' || end == '\n';
        return ends && !leadingZero && i - from < DIGITS_MAX;
    }
}
