package io.aegis.formats.mapping;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A path with variables: {@code /v1/orders/{id}}; {@code *} stands for one segment, {@code **} at the end for the rest.
 *
 * @param text as written
 * @param segments its parts between slashes
 */
public record RouteTemplate(String text, List<String> segments) {

    /** Name of the variable that a template for customers binds. */
    private static final String CUSTOMER = "{customer}";

    public RouteTemplate {
        segments = List.copyOf(segments);
    }

    /**
     * Reads a template.
     *
     * @throws IllegalArgumentException with the reason, where it is none
     */
    public static RouteTemplate of(String text) {
        if (!text.startsWith("/")) {
            throw new IllegalArgumentException("The path template (" + text + ") does not start with a slash.");
        }
        List<String> segments = List.of(text.substring(1).split("/", -1));
        int rest = segments.indexOf("**");
        if (rest >= 0 && rest != segments.size() - 1) {
            throw new IllegalArgumentException("The path template (" + text + ") has ** before its end.");
        }
        return new RouteTemplate(text, segments);
    }

    static boolean isVariable(String segment) {
        return segment.equals("*") || (segment.startsWith("{") && segment.endsWith("}"));
    }

    /** What a path has at the template's {@code {customer}}, or at its first variable; null where it does not fit. */
    @Nullable
    String variable(String path) {
        String[] parts = Paths.ofAddress(path).substring(1).split("/", -1);
        String found = null;
        for (int i = 0; i < segments.size(); i++) {
            String segment = segments.get(i);
            if (segment.equals("**")) {
                return found;
            }
            if (i >= parts.length || parts[i].isEmpty() || (!isVariable(segment) && !segment.equals(parts[i]))) {
                return null;
            }
            if (isVariable(segment) && !segment.equals("*") && (found == null || segment.equals(CUSTOMER))) {
                found = parts[i];
            }
        }
        return parts.length == segments.size() ? found : null;
    }
}
