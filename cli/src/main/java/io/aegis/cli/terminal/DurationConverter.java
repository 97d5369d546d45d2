package io.aegis.cli.terminal;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads a span of time: a whole number with {@code ms}, {@code s}, {@code m}, {@code h}, {@code d} or {@code w}, several
 * in a row ({@code 1h30m}), or a bare {@code 0}.
 */
public final class DurationConverter implements ITypeConverter<Duration> {

    private static final Pattern PART = Pattern.compile("(\\d{1,9})(ms|s|m|h|d|w)");

    @Override
    public Duration convert(String text) {
        String span = text.strip();
        if (span.equals("0")) {
            return Duration.ZERO;
        }
        Duration sum = Duration.ZERO;
        Matcher part = PART.matcher(span);
        int end = 0;
        while (part.find() && part.start() == end) {
            sum = sum.plus(of(Long.parseLong(part.group(1)), part.group(2)));
            end = part.end();
        }
        if (end == 0 || end != span.length()) {
            throw new TypeConversionException("'" + text + "' is no span of time: write it like 30s, 5m, 1h30m or 7d");
        }
        return sum;
    }

    private static Duration of(long count, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            case "d" -> Duration.ofDays(count);
            default -> Duration.ofDays(7 * count);
        };
    }
}
