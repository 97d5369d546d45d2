package io.aegis.formats.gateway;

import io.aegis.formats.mapping.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A log line's layout as its server writes it in its configuration: nginx's {@code log_format} with {@code $names},
 * Envoy's with {@code %OPERATORS%}. The text between two names separates their values; between quotes a value may hold
 * escaped quotes ({@code \x22}, {@code \"}).
 */
final class LogPattern {

    private static final Pattern NAME =
            Pattern.compile("\\$\\{([a-zA-Z0-9_]+)}|\\$([a-zA-Z0-9_]+)|%([A-Z][A-Z0-9_]*(?:\\([^)]*\\))?)(?::\\d+)?%");

    private final String lead;
    private final List<String> names;
    private final List<String> separators;

    private LogPattern(String lead, List<String> names, List<String> separators) {
        this.lead = lead;
        this.names = List.copyOf(names);
        this.separators = List.copyOf(separators);
    }

    /**
     * Reads a layout.
     *
     * @throws IllegalArgumentException with the reason, where values could not be told apart
     */
    static LogPattern of(String layout) {
        List<String> names = new ArrayList<>();
        List<String> separators = new ArrayList<>();
        Matcher matcher = NAME.matcher(layout);
        int end = 0;
        String lead = "";
        while (matcher.find()) {
            String between = layout.substring(end, matcher.start());
            if (names.isEmpty()) {
                lead = between;
            } else if (between.isEmpty()) {
                throw new IllegalArgumentException("The log layout has nothing between (" + names.getLast()
                        + ") and the name after it.\nPut a separator into the server's log_format.");
            } else {
                separators.add(between);
            }
            names.add(nameOf(matcher));
            end = matcher.end();
        }
        if (names.isEmpty()) {
            throw new IllegalArgumentException("The log layout (" + layout
                    + ") names no fields.\nWrite it as in the server: $remote_addr [$time_local] …");
        }
        separators.add(layout.substring(end));
        return new LogPattern(lead, names, separators);
    }

    private static String nameOf(Matcher matcher) {
        for (int group = 1; group < 3; group++) {
            if (matcher.group(group) != null) {
                return matcher.group(group);
            }
        }
        return matcher.group(3);
    }

    /** The values of a line; null where the line is not of this layout. */
    @Nullable
    Fields read(String line) {
        if (!line.startsWith(lead)) {
            return null;
        }
        String[] values = new String[names.size()];
        int at = lead.length();
        String before = lead;
        for (int i = 0; i < values.length; i++) {
            String separator = separators.get(i);
            int end = end(line, at, separator, before.endsWith("\""));
            if (end < 0) {
                return null;
            }
            values[i] = Escapes.undone(line, at, end);
            at = end + separator.length();
            before = separator;
        }
        return new LogFields(names, List.of(values), line.substring(at));
    }

    private static int end(String line, int at, String separator, boolean quoted) {
        if (separator.isEmpty()) {
            return line.length();
        }
        if (quoted && separator.charAt(0) == '"') {
            return endQuoted(line, at, separator);
        }
        if (separator.equals(":")) {
            return endAddress(line, at);
        }
        return separator.charAt(0) == ' ' ? endBare(line, at, separator) : line.indexOf(separator, at);
    }

    /** What a port follows ends at the last colon of its word: an address of IPv6 has more. */
    private static int endAddress(String line, int at) {
        int space = line.indexOf(' ', at);
        int colon = line.lastIndexOf(':', space < 0 ? line.length() : space);
        return colon < at ? -1 : colon;
    }

    private static int endQuoted(String line, int at, String separator) {
        for (int i = at; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '"' && line.startsWith(separator, i)) {
                return i;
            }
        }
        return -1;
    }

    /** A bare value ends at the first space, except in a list of upstreams ({@code 0.000, 0.004 : 0.001}). */
    private static int endBare(String line, int at, String separator) {
        int space = line.indexOf(' ', at);
        while (space > at && (line.charAt(space - 1) == ',' || line.startsWith(" : ", space))) {
            int skip = line.startsWith(" : ", space) ? 3 : 1;
            space = line.indexOf(' ', space + skip);
        }
        return space >= 0 && line.startsWith(separator, space) ? space : -1;
    }
}
