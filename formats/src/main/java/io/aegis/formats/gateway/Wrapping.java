package io.aegis.formats.gateway;

import io.aegis.codec.event.BrokenBodyException;
import io.aegis.formats.mapping.Json;
import io.aegis.formats.mapping.JsonFields;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What log daemons, container runtimes and shippers put before a line or around it. */
public final class Wrapping {

    /** Where Docker, Vector, Fluent Bit, the Elastic agents, journald and Promtail put a line. */
    private static final List<String> LINE_FIELDS = List.of("message", "log", "event.original", "MESSAGE", "line");

    private static final String ISO_TIME = "\\d{4}-\\d\\d-\\d\\dT[\\d:.,]++(?:Z|[+-]\\d\\d:?\\d\\d)";

    /**
     * Syslog's header, of RFC 5424 or as daemons write it into files, that of Kubernetes' container runtimes, or the name
     * of a container that Docker Compose puts before its lines.
     */
    private static final Pattern HEADER =
            Pattern.compile("(?:<\\d{1,3}>)?(?:1 \\S++ \\S++ \\S++ \\S++ \\S++ (?:-|\\[[^]]*+])"
                    + "|(?:[A-Z][a-z]{2} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d|" + ISO_TIME
                    + ") (?:\\S++ )?[^\\s:\\[]++(?:\\[\\d++])?:"
                    + "|[^\\s:\\[]++\\[\\d++]:"
                    + "|" + ISO_TIME + " std(?:out|err) [FP]"
                    + "|[A-Za-z0-9][A-Za-z0-9_.-]*+ ++\\|) ");

    private Wrapping() {}

    /** The line behind such a header; as it is where it has none. */
    static String withoutHeader(String line) {
        Matcher header = HEADER.matcher(line);
        return header.lookingAt() ? line.substring(header.end()).strip() : line;
    }

    /** The line that is in this one; null where nothing is around it. */
    public static @Nullable String inner(String line) {
        if (!line.startsWith("{")) {
            String rest = withoutHeader(line);
            return rest.length() == line.length() ? null : rest;
        }
        try {
            return lineOf(Json.read(line));
        } catch (BrokenBodyException notJson) {
            return null;
        }
    }

    /** The line that a record holds, without its header; null where it holds none. */
    static @Nullable String lineOf(JsonNode record) {
        for (String name : LINE_FIELDS) {
            JsonNode found = JsonFields.find(record, name);
            if (found != null && found.isString()) {
                return withoutHeader(found.asString().strip());
            }
        }
        return null;
    }
}
