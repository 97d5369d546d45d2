package io.aegis.formats.gateway;

import io.aegis.codec.event.BrokenBodyException;
import io.aegis.codec.event.Line;
import io.aegis.codec.event.Masking;
import io.aegis.formats.mapping.CallMapper;
import io.aegis.formats.mapping.Fields;
import io.aegis.formats.mapping.Json;
import io.aegis.formats.mapping.JsonFields;
import io.aegis.formats.mapping.Mapping;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads an access log line by line. */
public final class LogReader {

    private static final int LINE_CHARS_MAX = 262_144;

    private final String formatId;
    private final boolean kong;
    private final List<LogPattern> patterns;
    private final CallMapper mapper;

    private LogReader(String formatId, boolean kong, List<LogPattern> patterns, CallMapper mapper) {
        this.formatId = formatId;
        this.kong = kong;
        this.patterns = patterns;
        this.mapper = mapper;
    }

    /** A reader of a known format; the mapping overrides the format's own, target by target. */
    public static LogReader of(LogFormat format, Mapping mapping, Masking masking) {
        List<LogPattern> patterns =
                format.layouts().stream().map(LogPattern::of).toList();
        CallMapper mapper = new CallMapper(mapping.over(format.mapping()), masking);
        return new LogReader(format.id(), format == LogFormat.KONG, patterns, mapper);
    }

    /**
     * A reader of a layout written as in the server's own configuration ({@code log_format} of nginx, the text format
     * of Envoy).
     *
     * @throws IllegalArgumentException with the reason, where the layout is none
     */
    public static LogReader of(String layout, Mapping mapping, Masking masking) {
        Mapping defaults = LogFormat.ENVOY.mapping();
        Mapping all = layout.contains("$") ? mapping.over(LogFormat.NGINX_TIMED.mapping()) : mapping.over(defaults);
        return new LogReader("layout", false, List.of(LogPattern.of(layout)), new CallMapper(all, masking));
    }

    /**
     * What a line becomes.
     *
     * @param number of the line, from 1
     * @return null where the line tells of no answered request: empty, a comment, a connection that never became one
     */
    public @Nullable Line read(String line, long number) {
        if (line.isBlank() || line.startsWith("#")) {
            return null;
        }
        if (line.length() > LINE_CHARS_MAX) {
            return mapper.unreadable(number, "The line is longer than " + LINE_CHARS_MAX + " characters.", cut(line));
        }
        if (patterns.isEmpty()) {
            return readJson(line, number);
        }
        Fields fields = match(line);
        return fields != null
                ? mapper.call(fields, number, line)
                : mapper.unreadable(
                        number, "The line is not of the format (" + formatId + ").\nName its format or layout.", line);
    }

    private @Nullable Fields match(String line) {
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
        return patterns.isEmpty();
    }

    /** Whether a line is of the format's layout. */
    boolean fits(String line) {
        return match(line) != null;
    }

    /** As {@link #read}, of a line that is an object already; one without a method is refused. */
    @Nullable
    Line read(JsonNode object, long number) {
        JsonFields fields = new JsonFields(object);
        Line found = mapper.call(kong ? new KongFields(fields) : fields, number, object::toString);
        boolean foreign = kong ? object.isEmpty() : !mapper.hasMethod(fields);
        return found == null && foreign
                ? refuse(number, "The record has no method.\nName its field under mapping: method.", object)
                : found;
    }

    /** A record that cannot be read. */
    Line refuse(long number, String reason, JsonNode record) {
        String text = record.toString();
        return mapper.unreadable(number, reason, text.length() > LINE_CHARS_MAX ? cut(text) : text);
    }

    private @Nullable Line readJson(String line, long number) {
        try {
            JsonNode node = Json.read(line);
            if (!node.isObject()) {
                return mapper.unreadable(number, "The line is no JSON object.", line);
            }
            JsonFields fields = new JsonFields(node);
            Line found = mapper.call(kong ? new KongFields(fields) : fields, number, line);
            return found == null && node.isEmpty() ? mapper.unreadable(number, "The object is empty.", line) : found;
        } catch (BrokenBodyException broken) {
            return mapper.unreadable(number, String.valueOf(broken.getMessage()), line);
        }
    }

    private static String cut(String line) {
        return line.substring(0, 200);
    }
}
