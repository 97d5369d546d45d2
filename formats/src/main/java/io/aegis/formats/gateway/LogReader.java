package io.aegis.formats.gateway;

import io.aegis.codec.event.BrokenBodyException;
import io.aegis.codec.event.Line;
import io.aegis.codec.event.Masking;
import io.aegis.formats.mapping.Addresses;
import io.aegis.formats.mapping.CallMapper;
import io.aegis.formats.mapping.Fields;
import io.aegis.formats.mapping.Json;
import io.aegis.formats.mapping.JsonFields;
import io.aegis.formats.mapping.Mapping;
import io.aegis.formats.mapping.Target;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads an access log line by line. */
public final class LogReader {

    private static final int LINE_CHARS_MAX = 262_144;
    private static final int WORDS_BEFORE_MAX = 6;
    private static final Pattern PADDING = Pattern.compile(" {2,}");

    private final String formatId;
    private final @Nullable LogFormat format;
    /** Those of W3C's format change with the header; a line that another thread reads meanwhile is refused or read. */
    private volatile List<LogPattern> patterns;

    private final CallMapper mapper;
    /** For records that name some fields as others do, but mean them otherwise. */
    private final Map<JsonDialect, CallMapper> dialects;

    private LogReader(
            String formatId,
            @Nullable LogFormat format,
            List<LogPattern> patterns,
            CallMapper mapper,
            Map<JsonDialect, CallMapper> dialects) {
        this.formatId = formatId;
        this.format = format;
        this.patterns = patterns;
        this.mapper = mapper;
        this.dialects = dialects;
    }

    /** A reader of a known format; the mapping overrides the format's own, target by target. */
    public static LogReader of(LogFormat format, Mapping mapping, Masking masking) {
        List<LogPattern> patterns =
                format.layouts().stream().map(LogPattern::of).toList();
        // A mapping that says whose calls are says so for all; Kong's log knows its consumers.
        boolean guesses = !mapping.targets().containsKey(Target.CUSTOMER) && format.namesFewCustomers();
        Function<Fields, @Nullable String> client = guesses ? LogReader::client : record -> null;
        CallMapper mapper = new CallMapper(mapping.over(format.mapping()), masking, client);
        Map<JsonDialect, CallMapper> dialects = new EnumMap<>(JsonDialect.class);
        for (JsonDialect dialect : JsonDialect.values()) {
            dialects.put(dialect, new CallMapper(mapping.over(dialect.mapping()), masking, client));
        }
        dialects.put(JsonDialect.USUAL, mapper);
        return new LogReader(format.id(), format, patterns, mapper, dialects);
    }

    private static @Nullable String client(Fields record) {
        ClientAddress client = ClientAddress.of(record, false);
        return client == null ? null : client.address();
    }

    /**
     * A reader of a layout written as in the server's own configuration ({@code log_format} of nginx, {@code LogFormat}
     * of Apache, the text format of Envoy).
     *
     * @throws IllegalArgumentException with the reason, where the layout is none
     */
    public static LogReader of(String layout, Mapping mapping, Masking masking) {
        String named = ApacheLayout.isOne(layout) ? ApacheLayout.named(layout) : layout;
        Mapping defaults = named.contains("$") ? LogFormat.NGINX_TIMED.mapping() : LogFormat.ENVOY.mapping();
        CallMapper mapper = new CallMapper(mapping.over(defaults), masking);
        return new LogReader("layout", null, List.of(LogPattern.of(named)), mapper, Map.of());
    }

    /**
     * What a line becomes.
     *
     * @param number of the line, from 1
     * @return null where the line tells of no answered request: empty, a comment, a connection that never became one
     */
    public @Nullable Line read(String line, long number) {
        // The mark that some put before UTF-8.
        return line.startsWith("\uFEFF") ? unmarked(line.substring(1), number) : unmarked(line, number);
    }

    private @Nullable Line unmarked(String line, long number) {
        if (line.isBlank() || line.startsWith("#")) {
            header(line);
            return null;
        }
        if (line.length() > LINE_CHARS_MAX) {
            return mapper.unreadable(number, "The line is longer than " + LINE_CHARS_MAX + " characters.", cut(line));
        }
        if (readsObjects()) {
            return readJson(line, number);
        }
        Fields fields = fields(line);
        return fields != null
                ? mapper.call(fields, number, line)
                : mapper.unreadable(
                        number, "The line is not of the format (" + formatId + ").\nName its format or layout.", line);
    }

    private void header(String line) {
        if (format == LogFormat.W3C && W3cFields.isHeader(line)) {
            patterns = W3cFields.patterns(line);
        }
    }

    /** The values of a line of text, also out of what is around it; null where it is not of the format's layout. */
    public @Nullable Fields fields(String line) {
        header(line);
        Fields fields = match(line);
        if (fields == null) {
            String inner = Wrapping.inner(line);
            fields = inner == null ? null : match(inner);
        }
        return fields == null && (format == LogFormat.COMBINED || format == LogFormat.NGINX_TIMED)
                ? behindWords(line)
                : fields;
    }

    /** A line that words stand before, be it a port or a day: it begins at an address. */
    private @Nullable Fields behindWords(String line) {
        int space = line.indexOf(' ');
        for (int word = 0; word < WORDS_BEFORE_MAX && space >= 0; word++) {
            String rest = line.substring(space + 1);
            Fields fields = match(rest);
            String address = fields == null ? null : fields.text("remote_addr");
            if (address != null && Addresses.isOne(address)) {
                return fields;
            }
            space = line.indexOf(' ', space + 1);
        }
        return null;
    }

    private @Nullable Fields match(String line) {
        boolean padded = format != null && format.isPadded();
        Fields fields = format == LogFormat.LOGFMT
                ? LogfmtFields.of(line)
                : laidOut(padded ? PADDING.matcher(line).replaceAll(" ") : line);
        boolean dated = format == LogFormat.W3C || format == LogFormat.GIN;
        return fields != null && dated ? new W3cFields(fields) : fields;
    }

    private @Nullable Fields laidOut(String line) {
        for (LogPattern pattern : patterns) {
            Fields fields = pattern.read(line);
            if (fields != null) {
                return fields;
            }
        }
        return null;
    }

    /** Whether a line is an object of JSON. */
    boolean readsObjects() {
        return format != null && format.isJson();
    }

    /** Whether a line is of the format's layout. */
    boolean fits(String line) {
        return match(line) != null;
    }

    /** As {@link #read}, of a line that is an object already; one without a method is refused. */
    @Nullable
    Line read(JsonNode object, long number) {
        Told told = told(object);
        Line found = told.mapper().call(told.fields(), number, object::toString);
        boolean foreign =
                format == LogFormat.KONG ? object.isEmpty() : !told.mapper().hasMethod(told.fields());
        return found == null && foreign
                ? refuse(number, "The record has no method.\nName its field under mapping: method.", object)
                : found;
    }

    /** A record by the names of what maps it. */
    private record Told(CallMapper mapper, Fields fields) {}

    private Told told(JsonNode object) {
        JsonFields fields = new JsonFields(object);
        if (format == LogFormat.KONG) {
            return new Told(mapper, new KongFields(fields));
        }
        JsonDialect dialect = JsonDialect.of(fields);
        return new Told(dialects.getOrDefault(dialect, mapper), dialect.fields(fields));
    }

    /** A record that cannot be read. */
    Line refuse(long number, String reason, JsonNode record) {
        String text = record.toString();
        return mapper.unreadable(number, reason, text.length() > LINE_CHARS_MAX ? cut(text) : text);
    }

    private @Nullable Line readJson(String line, long number) {
        try {
            JsonNode node = Json.read(Escapes.ofJson(line.startsWith("{") ? line : Wrapping.withoutHeader(line)));
            if (!node.isObject()) {
                return mapper.unreadable(number, "The line is no JSON object.", line);
            }
            Told told = told(node);
            String inner = told.mapper().hasMethod(told.fields()) ? null : Wrapping.lineOf(node);
            if (inner != null && inner.startsWith("{")) {
                node = Json.read(Escapes.ofJson(inner));
                told = told(node);
            }
            Line found = told.mapper().call(told.fields(), number, line);
            return found == null && node.isEmpty() ? mapper.unreadable(number, "The object is empty.", line) : found;
        } catch (BrokenBodyException broken) {
            return mapper.unreadable(number, String.valueOf(broken.getMessage()), line);
        }
    }

    private static String cut(String line) {
        return line.substring(0, 200);
    }
}
