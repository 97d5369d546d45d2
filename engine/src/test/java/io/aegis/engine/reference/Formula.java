package io.aegis.engine.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A condition read from its own text, so that engine and model are given the same words. A value is a Double, String,
 * Boolean or List of String; null is unknown.
 */
final class Formula {

    private static final Pattern TOKEN = Pattern.compile("\\s*(\\|\\||&&|[<>=!]=|[-+<>!()\\[\\],]|'[^']*'|[\\w.]+)");
    private static final List<String> COMPARISONS = List.of("==", "!=", "<", "<=", ">", ">=", "in");

    /** What a part is at a moment. */
    private interface Part {
        @Nullable
        Object at(Moment moment);
    }

    private final List<String> tokens = new ArrayList<>();
    private final Part whole;
    /** The signals it reads. */
    final Set<String> names = new TreeSet<>();

    private int next;

    Formula(String text) {
        Matcher matcher = TOKEN.matcher(text);
        while (matcher.lookingAt()) {
            tokens.add(matcher.group(1));
            matcher.region(matcher.end(), text.length());
        }
        whole = or();
        if (matcher.regionStart() < text.length() || next < tokens.size()) {
            throw new IllegalArgumentException("condition (" + text + ") cannot be read to its end");
        }
    }

    /** Null where the condition is unknown. */
    @Nullable
    Boolean test(Moment moment) {
        return (Boolean) whole.at(moment);
    }

    /** True beside unknown is true. */
    private Part or() {
        Part left = and();
        while (took("||")) {
            left = decidedBy(true, left, and());
        }
        return left;
    }

    /** False beside unknown is false. */
    private Part and() {
        Part left = comparison();
        while (took("&&")) {
            left = decidedBy(false, left, comparison());
        }
        return left;
    }

    private static Part decidedBy(boolean value, Part left, Part right) {
        return moment -> {
            Object first = left.at(moment);
            Object second = right.at(moment);
            if (Objects.equals(first, value) || Objects.equals(second, value)) {
                return value;
            }
            return first == null || second == null ? null : (Object) !value;
        };
    }

    private Part comparison() {
        Part left = sum();
        if (next == tokens.size() || !COMPARISONS.contains(tokens.get(next))) {
            return left;
        }
        String sign = tokens.get(next++);
        return unlessUnknown(left, sum(), (first, second) -> switch (sign) {
            case "==" -> first.equals(second);
            case "!=" -> !first.equals(second);
            case "in" -> ((List<?>) second).contains(first);
            case "<" -> (Double) first < (Double) second;
            case "<=" -> (Double) first <= (Double) second;
            case ">" -> (Double) first > (Double) second;
            default -> (Double) first >= (Double) second;
        });
    }

    private Part sum() {
        Part left = single();
        while (true) {
            if (took("+")) {
                left = unlessUnknown(left, single(), (first, second) -> (Double) first + (Double) second);
            } else if (took("-")) {
                left = unlessUnknown(left, single(), (first, second) -> (Double) first - (Double) second);
            } else {
                return left;
            }
        }
    }

    private static Part unlessUnknown(Part left, Part right, BiFunction<Object, Object, Object> then) {
        return moment -> {
            Object first = left.at(moment);
            Object second = right.at(moment);
            return first == null || second == null ? null : then.apply(first, second);
        };
    }

    private Part single() {
        String token = tokens.get(next++);
        return switch (token.charAt(0)) {
            case '!' -> not(single());
            case '(' -> {
                Part inside = or();
                next++;
                yield inside;
            }
            case '[' -> list();
            case '\'' -> constant(quoted(token));
            default -> Character.isDigit(token.charAt(0)) ? constant(Double.valueOf(token)) : signal(token);
        };
    }

    private Part signal(String name) {
        names.add(name);
        return moment -> moment.of(name);
    }

    private static Part not(Part of) {
        return moment -> of.at(moment) instanceof Boolean known ? !known : null;
    }

    private Part list() {
        List<String> texts = new ArrayList<>();
        do {
            texts.add(quoted(tokens.get(next++)));
        } while (took(","));
        next++;
        return constant(texts);
    }

    private static Part constant(Object value) {
        return moment -> value;
    }

    private static String quoted(String token) {
        return token.substring(1, token.length() - 1);
    }

    private boolean took(String token) {
        boolean is = next < tokens.size() && tokens.get(next).equals(token);
        next += is ? 1 : 0;
        return is;
    }
}
