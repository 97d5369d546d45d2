package io.aegis.formats.mapping;

import io.aegis.codec.event.Timestamps;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Instants as foreign systems write them. */
public final class Instants {

    /** What {@link #millis} answers for a text that is no instant. */
    public static final long NONE = Long.MIN_VALUE;

    private static final int TEXT_CHARS_MAX = 64;
    private static final BigDecimal MILLIS_PER_SECOND = BigDecimal.valueOf(1000);
    /** March of 1973, in seconds; smaller numbers are no times. */
    private static final BigDecimal SECONDS_MIN = BigDecimal.valueOf(100_000_000L);
    /** Below this a number counts seconds (until the year 5138), below its square milliseconds, and so on. */
    private static final BigDecimal SECONDS_BELOW = BigDecimal.valueOf(100_000_000_000L);

    private static final DateTimeFormatter COMMON_LOG = new DateTimeFormatterBuilder()
            .appendPattern("dd/")
            .appendText(ChronoField.MONTH_OF_YEAR, TextStyle.SHORT)
            .appendPattern("/yyyy:HH:mm:ss[.SSS] xx")
            .toFormatter(Locale.ENGLISH);

    /** HAProxy's, which says no zone. */
    private static final DateTimeFormatter LOCAL_LOG = new DateTimeFormatterBuilder()
            .appendPattern("dd/")
            .appendText(ChronoField.MONTH_OF_YEAR, TextStyle.SHORT)
            .appendPattern("/yyyy:HH:mm:ss[.SSS]")
            .toFormatter(Locale.ENGLISH);

    private static final Pattern LOOSE = Pattern.compile(
            "(\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d(?:[.,]\\d{1,9})?)(?: (Z|UTC|GMT|[+-]\\d\\d:?\\d\\d))?");

    private Instants() {}

    /**
     * Epoch milliseconds of RFC 3339, of the common log format, also in its brackets, of a date and time in UTC, of HTTP and
     * mail ({@code Sat, 28 Mar 2026 22:00:00 GMT}), or of a number of seconds, milliseconds, microseconds or nanoseconds since 1970, which its size tells apart.
     */
    public static long millis(String text) {
        if (text.length() > TEXT_CHARS_MAX || text.length() < 8) {
            return NONE;
        }
        try {
            if (text.charAt(0) == '[' && text.endsWith("]")) {
                return millis(text.substring(1, text.length() - 1));
            }
            if (text.charAt(2) == '/' && text.length() > 11 && text.charAt(11) == ' ') {
                // As Python's servers write it.
                return millis(text.substring(0, 11) + ":" + text.substring(12));
            }
            if (text.charAt(2) == '/' && text.indexOf(' ') < 0) {
                return utc(LocalDateTime.parse(text, LOCAL_LOG));
            }
            if (text.charAt(2) == '/') {
                return OffsetDateTime.parse(text, COMMON_LOG).toInstant().toEpochMilli();
            }
            if (text.charAt(3) == ',') {
                return OffsetDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant()
                        .toEpochMilli();
            }
            if (text.charAt(4) == '/' && text.charAt(7) == '/') {
                return millis(text.replace('/', '-'));
            }
            if (text.charAt(4) != '-') {
                return number(text);
            }
            long at = Timestamps.parse(text);
            return at == Timestamps.INVALID ? loose(text) : at;
        } catch (DateTimeException | ArithmeticException | IndexOutOfBoundsException notAnInstant) {
            return NONE;
        }
    }

    /** Without a zone, which is UTC then, or with one behind a space. */
    private static long loose(String text) {
        Matcher parts = LOOSE.matcher(text);
        if (!parts.matches()) {
            return NONE;
        }
        String zone = parts.group(2);
        long at = Timestamps.parse(parts.group(1) + (zone == null || zone.matches("[A-Za-z]+") ? "Z" : zone));
        return at == Timestamps.INVALID ? NONE : at;
    }

    private static long utc(LocalDateTime time) {
        return time.toInstant(ZoneOffset.UTC).toEpochMilli();
    }

    private static long number(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '.' && (c < '0' || c > '9')) {
                return NONE;
            }
        }
        try {
            BigDecimal value = new BigDecimal(text);
            if (value.compareTo(SECONDS_MIN) < 0) {
                return NONE;
            }
            BigDecimal millis = value.multiply(MILLIS_PER_SECOND);
            while (value.compareTo(SECONDS_BELOW) >= 0) {
                value = value.divide(MILLIS_PER_SECOND);
                millis = millis.divide(MILLIS_PER_SECOND);
            }
            return millis.longValue();
        } catch (NumberFormatException notANumber) {
            return NONE;
        }
    }
}
