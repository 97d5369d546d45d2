package io.aegis.codec.rule;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time as people write them: {@code 30s}, {@code 5m}, {@code 24h}, {@code 28d}, {@code 1h30m}. */
final class Durations {

    private static final long SECOND_MILLIS = 1_000;
    private static final long MINUTE_MILLIS = 60 * SECOND_MILLIS;
    private static final long HOUR_MILLIS = 60 * MINUTE_MILLIS;
    private static final long DAY_MILLIS = 24 * HOUR_MILLIS;
    static final long LONGEST_MILLIS = 400 * DAY_MILLIS;

    private static final Pattern PARTS =
            Pattern.compile("(?:(\\d{1,9})d)?(?:(\\d{1,9})h)?(?:(\\d{1,9})m)?(?:(\\d{1,9})s)?(?:(\\d{1,9})ms)?");

    private Durations() {}

    /** @throws IllegalArgumentException with what is wrong with the text */
    static long parse(String text) {
        Matcher parts = PARTS.matcher(text);
        if (text.isEmpty() || !parts.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no length of time; write 30s, 5m, 24h or 28d");
        }
        long millis = part(parts, 1) * DAY_MILLIS
                + part(parts, 2) * HOUR_MILLIS
                + part(parts, 3) * MINUTE_MILLIS
                + part(parts, 4) * SECOND_MILLIS
                + part(parts, 5);
        if (millis > LONGEST_MILLIS) {
            throw new IllegalArgumentException("'" + text + "' is longer than 400d, the longest");
        }
        return millis;
    }

    private static long part(Matcher parts, int group) {
        String digits = parts.group(group);
        return digits == null ? 0 : Long.parseLong(digits);
    }

    /** The shortest text that {@link #parse} reads back as the same. */
    static String write(long millis) {
        if (millis == 0) {
            return "0s";
        }
        if (millis % DAY_MILLIS == 0) {
            return millis / DAY_MILLIS == 1 ? "24h" : millis / DAY_MILLIS + "d";
        }
        StringBuilder text = new StringBuilder();
        long rest = millis;
        rest = append(text, rest, DAY_MILLIS, "d");
        rest = append(text, rest, HOUR_MILLIS, "h");
        rest = append(text, rest, MINUTE_MILLIS, "m");
        rest = append(text, rest, SECOND_MILLIS, "s");
        append(text, rest, 1, "ms");
        return text.toString();
    }

    private static long append(StringBuilder text, long millis, long unitMillis, String unit) {
        if (millis >= unitMillis) {
            text.append(millis / unitMillis).append(unit);
        }
        return millis % unitMillis;
    }
}
