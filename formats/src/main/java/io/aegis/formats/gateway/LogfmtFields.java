package io.aegis.formats.gateway;

import io.aegis.formats.mapping.Fields;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code time=… method=GET path="/a b" status=200}: pairs in any order, other words between them. */
record LogfmtFields(Map<String, String> pairs) implements Fields {

    private static final int PAIRS_MIN = 3;

    private static final Pattern PAIR =
            Pattern.compile("(?<![^\\s])([A-Za-z_@][\\w.@-]*+)=(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|([^\\s\"]\\S*+)?)");

    /** What a log daemon, a container's runtime or Ruby's logger puts first; the latter names no zone, and adds its own. */
    private static final Pattern TIME = Pattern.compile(
            "(?:(?:<\\d{1,3}>)?(?:1 )?|[A-Z], \\[)(\\d{4}-\\d\\d-\\d\\dT[\\d:.]++(?:Z|[+-]\\d\\d:?\\d\\d|(?= #\\d))) ");

    /** Null where a line has fewer than three pairs. */
    static @Nullable Fields of(String line) {
        Map<String, String> pairs = new HashMap<>();
        Matcher matcher = PAIR.matcher(line);
        while (matcher.find()) {
            String quoted = matcher.group(2);
            String bare = matcher.group(3);
            String value = quoted != null ? Escapes.undone(quoted, 0, quoted.length()) : bare == null ? "" : bare;
            pairs.putIfAbsent(matcher.group(1), value);
        }
        if (pairs.size() < PAIRS_MIN) {
            return null;
        }
        Matcher time = TIME.matcher(line);
        if (time.lookingAt()) {
            pairs.putIfAbsent("timestamp", time.group(1));
            // A level, as Heroku's router writes it.
            pairs.computeIfPresent(
                    "at", (name, at) -> Character.isDigit(at.isEmpty() ? ' ' : at.charAt(0)) ? at : null);
        }
        return new LogfmtFields(pairs);
    }

    @Override
    public @Nullable String text(String name) {
        String value = pairs.get(name);
        return value == null || value.isEmpty() || value.equals("-") ? null : value;
    }
}
