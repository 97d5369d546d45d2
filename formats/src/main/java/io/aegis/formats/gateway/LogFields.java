package io.aegis.formats.gateway;

import io.aegis.formats.mapping.Fields;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Values of a text log line by their names. A request line ({@code $request}) is there as a whole and as
 * {@code request_method} and {@code request_uri}; {@code name=value} pairs after the layout's end by their names.
 */
record LogFields(List<String> names, List<String> values, String rest) implements Fields {

    @Override
    public @Nullable String text(String name) {
        int at = names.indexOf(name);
        if (at >= 0) {
            return present(values.get(at));
        }
        int request = names.indexOf("request");
        if (request >= 0 && name.equals("request_method")) {
            return method(values.get(request));
        }
        if (request >= 0 && name.equals("request_uri")) {
            return target(values.get(request));
        }
        return rest.isEmpty() ? null : pair(name);
    }

    private @Nullable String pair(String name) {
        String start = " " + name + "=";
        int at = rest.indexOf(start);
        if (at < 0) {
            return null;
        }
        int from = at + start.length();
        boolean quoted = from < rest.length() && rest.charAt(from) == '"';
        int begin = quoted ? from + 1 : from;
        int end = rest.indexOf(quoted ? '"' : ' ', begin);
        return present(Escapes.undone(rest, begin, end < 0 ? rest.length() : end));
    }

    private static @Nullable String method(String request) {
        int space = request.indexOf(' ');
        return space < 0 ? null : present(request.substring(0, space));
    }

    private static @Nullable String target(String request) {
        int first = request.indexOf(' ');
        if (first < 0) {
            return null;
        }
        int last = request.lastIndexOf(" HTTP/");
        return present(request.substring(first + 1, last > first ? last : request.length()));
    }

    private static @Nullable String present(String value) {
        return value.isEmpty() || value.equals("-") ? null : value;
    }
}
