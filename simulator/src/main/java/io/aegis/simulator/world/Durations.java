package io.aegis.simulator.world;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Spans of time as people write them: {@code 30s}, {@code 2h}, {@code 1.5d}, {@code 0}. */
public final class Durations {

    public static final long SECOND_MILLIS = 1_000;
    public static final long MINUTE_MILLIS = 60 * SECOND_MILLIS;
    public static final long HOUR_MILLIS = 60 * MINUTE_MILLIS;
    public static final long DAY_MILLIS = 24 * HOUR_MILLIS;

    private static final Pattern FORM = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*(ms|s|m|h|d|w)?");

    private Durations() {}

    /** @throws IllegalArgumentException naming the text and the forms that are understood */
    public static long parseMillis(String text) {
        Matcher matcher = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches() || (matcher.group(2) == null && Double.parseDouble(matcher.group(1)) != 0)) {
            throw new IllegalArgumentException(
                    "'%s' is not a duration; write a number and a unit, for instance 30s, 15m, 24h or 21d"
                            .formatted(text));
        }
        String unit = matcher.group(2) == null ? "ms" : matcher.group(2);
        double millis = Double.parseDouble(matcher.group(1)) * unitMillis(unit);
        if (millis > 3650.0 * DAY_MILLIS) {
            throw new IllegalArgumentException("'%s' is longer than ten years; choose a shorter one".formatted(text));
        }
        return Math.round(millis);
    }

    private static long unitMillis(String unit) {
        return switch (unit) {
            case "s" -> SECOND_MILLIS;
            case "m" -> MINUTE_MILLIS;
            case "h" -> HOUR_MILLIS;
            case "d" -> DAY_MILLIS;
            case "w" -> 7 * DAY_MILLIS;
            default -> 1;
        };
    }

    /** The same span in words for a log line, for instance {@code 30 seconds}. */
    public static String words(long millis) {
        if (millis % DAY_MILLIS == 0 && millis > 0) {
            return amount(millis / DAY_MILLIS, "day");
        }
        if (millis % HOUR_MILLIS == 0 && millis > 0) {
            return amount(millis / HOUR_MILLIS, "hour");
        }
        if (millis % MINUTE_MILLIS == 0 && millis > 0) {
            return amount(millis / MINUTE_MILLIS, "minute");
        }
        if (millis % SECOND_MILLIS == 0) {
            return amount(millis / SECOND_MILLIS, "second");
        }
        return millis + " ms";
    }

    private static String amount(long number, String unit) {
        return number + " " + unit + (number == 1 ? "" : "s");
    }
}
