package io.aegis.formats.mapping;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One way to get a value out of a record.
 *
 * @param field the field it looks into; empty for a constant
 * @param step what it does with the field's text
 * @param unit of a duration
 */
public record Extraction(String field, Step step, Unit unit) {

    /** Longer texts are cut before a pattern sees them, so that a hostile line cannot keep one busy. */
    private static final int TEXT_CHARS_MAX = 4096;

    /** What is done with a field's text. */
    public sealed interface Step {}

    /** The text as it is. */
    public record Whole() implements Step {}

    /** The first group of a regular expression that is found in the text; the whole match where it has no group. */
    public record Match(Pattern pattern) implements Step {}

    /** A parameter of a query string, or of the query of an address. */
    public record Query(String parameter) implements Step {}

    /** The variable {@code {customer}} of a path template, or its first variable. */
    public record PathVariable(RouteTemplate template) implements Step {}

    /** Always this text. */
    public record Constant(String value) implements Step {}

    /** The field as it is. */
    public static Extraction field(String name) {
        return new Extraction(name, new Whole(), Unit.MILLISECONDS);
    }

    /** A duration in a unit. */
    public static Extraction field(String name, Unit unit) {
        return new Extraction(name, new Whole(), unit);
    }

    /** The value, or null where the record has none. */
    public @Nullable String from(Fields fields) {
        if (step instanceof Constant constant) {
            return constant.value();
        }
        String text = fields.text(field);
        if (text == null) {
            return null;
        }
        return switch (step) {
            case Whole whole -> text;
            case Match match -> firstGroup(match.pattern().matcher(cut(text)));
            case Query query -> parameter(cut(text), query.parameter());
            case PathVariable path -> path.template().variable(cut(text));
            case Constant constant -> constant.value();
        };
    }

    private static String cut(String text) {
        return text.length() <= TEXT_CHARS_MAX ? text : text.substring(0, TEXT_CHARS_MAX);
    }

    private static @Nullable String firstGroup(Matcher matcher) {
        if (!matcher.find()) {
            return null;
        }
        return present(matcher.groupCount() == 0 ? matcher.group() : matcher.group(1));
    }

    private static @Nullable String parameter(String text, String name) {
        int question = text.indexOf('?');
        int at = question + 1;
        while (at <= text.length()) {
            int end = text.indexOf('&', at);
            end = end < 0 ? text.length() : end;
            int equals = text.indexOf('=', at);
            if (equals > at && equals < end && text.substring(at, equals).equals(name)) {
                return present(decoded(text.substring(equals + 1, end)));
            }
            at = end + 1;
        }
        return null;
    }

    private static String decoded(String text) {
        int space = text.indexOf(' ');
        String value = space < 0 ? text : text.substring(0, space);
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return value;
        }
    }

    private static @Nullable String present(@Nullable String text) {
        return text == null || text.isEmpty() || text.equals("-") ? null : text;
    }
}
