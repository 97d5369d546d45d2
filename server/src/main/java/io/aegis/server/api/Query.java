package io.aegis.server.api;

import io.aegis.server.http.Problem;
import io.aegis.server.http.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The parameters of an address, checked: an unknown one or a bad value is refused by name, with what is allowed. */
public final class Query {

    static final int LIMIT_MAX = 500;

    private static final int LIMIT_USUAL = 50;

    private final HttpServletRequest request;

    private Query(HttpServletRequest request) {
        this.request = request;
    }

    /** @throws ProblemException 400 if the request has a parameter that is not among these */
    public static Query of(HttpServletRequest request, String... allowed) {
        SortedSet<String> known = new TreeSet<>(List.of(allowed));
        for (String name : new TreeSet<>(request.getParameterMap().keySet())) {
            if (!known.contains(name)) {
                throw refused(name, "Parameter (" + name + ") is not one of this call", known);
            }
        }
        return new Query(request);
    }

    /** null where it is left out or empty. */
    @Nullable
    String text(String name) {
        String[] values = request.getParameterValues(name);
        if (values == null || values.length == 0) {
            return null;
        }
        if (values.length > 1) {
            throw refused(name, "Parameter (" + name + ") is given " + values.length + " times", List.of("once"));
        }
        if (values[0].indexOf('\0') >= 0) {
            throw refused(
                    name, "Parameter (" + name + ") holds a character that no text has", List.of("visible characters"));
        }
        return values[0].isEmpty() ? null : values[0];
    }

    String required(String name) {
        String value = text(name);
        if (value == null) {
            throw refused(name, "Parameter (" + name + ") is missing", List.of("a value"));
        }
        return value;
    }

    /** null where it is left out; one of these otherwise. */
    public @Nullable String oneOf(String name, Collection<String> allowed) {
        String value = text(name);
        if (value != null && !allowed.contains(value)) {
            throw refused(name, "Parameter (" + name + ") is (" + value + ")", allowed);
        }
        return value;
    }

    /** A sort order: one of these names, {@code -} before it for descending. */
    @Nullable
    String sort(Collection<String> allowed) {
        String value = text("sort");
        if (value != null && !allowed.contains(value.startsWith("-") ? value.substring(1) : value)) {
            throw refused("sort", "Parameter (sort) is (" + value + ")", allowed);
        }
        return value;
    }

    int limit() {
        String value = text("limit");
        if (value == null) {
            return LIMIT_USUAL;
        }
        try {
            int limit = Integer.parseInt(value);
            if (limit >= 1 && limit <= LIMIT_MAX) {
                return limit;
            }
        } catch (NumberFormatException notANumber) {
            // refused below, as a number out of range is
        }
        throw refused("limit", "Parameter (limit) is (" + value + ")", List.of("1 to " + LIMIT_MAX));
    }

    @Nullable
    Instant instant(String name) {
        String value = text(name);
        if (value == null) {
            return null;
        }
        Instant instant = instantOf(value);
        if (instant == null) {
            throw refused(
                    name, "Parameter (" + name + ") is (" + value + ")", List.of("a time like 2025-11-01T00:00:00Z"));
        }
        return instant;
    }

    /** RFC 3339 with any offset; null for anything else. */
    static @Nullable Instant instantOf(String text) {
        try {
            return java.time.OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException notATime) {
            return null;
        }
    }

    private static ProblemException refused(String name, String what, Collection<String> allowed) {
        return Problem.of(400, what + ".\nAllowed: " + String.join(", ", allowed) + ".")
                .with("parameter", name)
                .with("allowed", List.copyOf(allowed))
                .exception();
    }
}
