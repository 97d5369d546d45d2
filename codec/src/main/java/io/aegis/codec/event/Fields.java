package io.aegis.codec.event;

import io.aegis.engine.event.Fact;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Typed access to the fields of one JSON object: String, Long, Double, Boolean, List and Map values, null for JSON null.
 * Each wrong value ends with a {@link FieldProblem} that names the field, the value and what is wanted.
 */
final class Fields {

    private static final int SHOWN_CHARS_MAX = 60;

    private final Map<String, ? extends @Nullable Object> values;
    private final EventLimits limits;
    private final Masking masking;

    Fields(Map<String, ? extends @Nullable Object> values, EventLimits limits, Masking masking) {
        this.values = values;
        this.limits = limits;
        this.masking = masking;
    }

    /** True if the field is there, be it as null. */
    boolean has(String name) {
        return values.containsKey(name);
    }

    @Nullable
    Object raw(String name) {
        return values.get(name);
    }

    /** The first of the names that is there with a value, else the first name: it is the one that reports are about. */
    String firstOf(String... names) {
        for (String name : names) {
            if (values.get(name) != null) {
                return name;
            }
        }
        return names[0];
    }

    FieldProblem wrong(String name, String wanted) {
        return new FieldProblem(name, name + " (" + shown(values.get(name)) + ") " + wanted);
    }

    private String shown(@Nullable Object value) {
        if (value == null) {
            return "null";
        }
        String text = value instanceof String ? "\"" + value + "\"" : value.toString();
        return masking.line(text, SHOWN_CHARS_MAX);
    }

    Object required(String name) {
        Object value = values.get(name);
        if (value == null) {
            throw new FieldProblem(name, name + (has(name) ? " is null" : " is missing") + names(name));
        }
        return value;
    }

    /** How a field may be called that has other names too. */
    private static String names(String name) {
        return switch (name) {
            case "at" -> "; send a time as at, timestamp or time";
            case "customer" -> "; send an id as customer, customer_id or customerId";
            case "route" -> "; send it as route or path";
            default -> "";
        };
    }

    String text(String name) {
        if (required(name) instanceof String text && !text.isBlank()) {
            if (text.length() > limits.textCharsMax()) {
                throw wrong(
                        name,
                        "has %,d characters; at most %,d are taken".formatted(text.length(), limits.textCharsMax()));
            }
            return text;
        }
        throw wrong(name, "is not a text; send a JSON string that is not empty");
    }

    @Nullable
    String textOrNull(String name) {
        return values.get(name) == null ? null : text(name);
    }

    /** One word of a list; anything else is rejected with the list and the likeliest. */
    <E extends Enum<E>> E oneOf(String name, E[] all, Function<E, String> id) {
        String text = text(name);
        for (E each : all) {
            if (id.apply(each).equals(text)) {
                return each;
            }
        }
        List<String> allowed = java.util.Arrays.stream(all).map(id).toList();
        throw wrong(name, "is unknown" + Spelling.hint(text, allowed));
    }

    String oneOf(String name, List<String> allowed) {
        String text = text(name);
        if (!allowed.contains(text)) {
            throw wrong(name, "is unknown" + Spelling.hint(text, allowed));
        }
        return text;
    }

    long count(String name) {
        Object value = required(name);
        if (value instanceof Long whole && whole >= 0) {
            return whole;
        }
        if (value instanceof Double real && real >= 0 && real == Math.rint(real) && real < 1e15) {
            return real.longValue();
        }
        throw wrong(name, "is not a count; send a whole number from 0");
    }

    long countOr(String name, long missing) {
        return values.get(name) == null ? missing : count(name);
    }

    double number(String name) {
        Object value = required(name);
        if (value instanceof Long whole) {
            return whole;
        }
        if (value instanceof Double real && !real.isInfinite()) {
            return real;
        }
        throw wrong(name, "is not a number");
    }

    double numberOrNan(String name) {
        return values.get(name) == null ? Double.NaN : number(name);
    }

    boolean flag(String name) {
        if (required(name) instanceof Boolean flag) {
            return flag;
        }
        throw wrong(name, "is not true or false");
    }

    /** RFC 3339 with an offset, or epoch seconds or milliseconds as {@link Timestamps#ofNumber(long)} tells them apart. */
    long instant(String name) {
        Object value = required(name);
        long millis =
                switch (value) {
                    case String text -> Timestamps.parse(text);
                    case Long whole -> Timestamps.ofNumber(whole);
                    case Double real -> Timestamps.ofNumber(real);
                    default -> Timestamps.INVALID;
                };
        if (millis < 0) {
            throw wrong(
                    name,
                    "is no time; send RFC 3339 with an offset, as 2025-11-30T13:45:00Z, or a number of seconds or"
                            + " milliseconds since 1970");
        }
        return millis;
    }

    long instantOrUnknown(String name) {
        return values.get(name) == null ? Fact.UNKNOWN : instant(name);
    }

    List<?> list(String name) {
        if (required(name) instanceof List<?> list) {
            if (list.size() > limits.entriesMax()) {
                throw tooMany(name, list.size());
            }
            return list;
        }
        throw wrong(name, "is not a JSON array");
    }

    Map<?, ?> object(String name) {
        if (required(name) instanceof Map<?, ?> object) {
            if (object.size() > limits.entriesMax()) {
                throw tooMany(name, object.size());
            }
            return object;
        }
        throw wrong(name, "is not a JSON object");
    }

    private FieldProblem tooMany(String name, int size) {
        return new FieldProblem(
                name, "%s has %,d entries; at most %,d are taken".formatted(name, size, limits.entriesMax()));
    }
}
