package io.aegis.codec.event;

import java.nio.charset.StandardCharsets;

/** RFC 3339 date-times with an offset, to and from epoch milliseconds; digits past the millisecond are cut. */
public final class Timestamps {

    /** The text is no RFC 3339 date-time with an offset. */
    public static final long INVALID = Long.MIN_VALUE;

    /** 9999-12-31T23:59:59.999Z. */
    public static final long LATEST = 253_402_300_799_999L;

    /**
     * Numbers from here to below the next are seconds since 1970 (2001 to the year 5138), all others milliseconds: as
     * such these lie in the first years of the 1970s, where no event of an API is.
     */
    private static final long SECONDS_FROM = 1_000_000_000L;

    private static final long SECONDS_BELOW = 100_000_000_000L;

    private static final int[] DAYS_OF_MONTH = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    private Timestamps() {}

    /** Epoch milliseconds of a JSON number of seconds or milliseconds; {@link #INVALID} out of range. */
    static long ofNumber(long number) {
        if (number < SECONDS_BELOW) {
            return number >= SECONDS_FROM ? number * 1000 : number >= 0 ? number : INVALID;
        }
        return number <= LATEST ? number : INVALID;
    }

    /** The same of a number with a fraction; seconds keep their milliseconds. */
    static long ofNumber(double number) {
        return number >= SECONDS_FROM && number < SECONDS_BELOW
                ? Math.round(number * 1000)
                : number >= 0 && number <= LATEST ? (long) number : INVALID;
    }

    /** {@link #INVALID} where the text is none. */
    public static long parse(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return parse(bytes, 0, bytes.length);
    }

    static long parse(byte[] b, int from, int to) {
        if (to - from < 20 || b[from + 4] != '-' || b[from + 7] != '-' || b[from + 13] != ':' || b[from + 16] != ':') {
            return INVALID;
        }
        int between = b[from + 10] | 0x20;
        int year = digits(b, from, 4);
        int month = digits(b, from + 5, 2);
        int day = digits(b, from + 8, 2);
        int hour = digits(b, from + 11, 2);
        int minute = digits(b, from + 14, 2);
        int second = digits(b, from + 17, 2);
        boolean digitsMissing = (year | month | day | hour | minute | second) < 0;
        if (digitsMissing || (between != 't' && between != ' ') || hour > 23 || minute > 59 || second > 60) {
            return INVALID;
        }
        if (month < 1 || month > 12 || day < 1 || day > daysOfMonth(year, month)) {
            return INVALID;
        }
        long seconds = epochDay(year, month, day) * 86_400L + hour * 3600L + minute * 60L + second;
        return fractionAndOffset(b, from + 19, to, seconds * 1000);
    }

    private static long fractionAndOffset(byte[] b, int from, int to, long millis) {
        int i = from;
        int fraction = 0;
        if (b[i] == '.' || b[i] == ',') {
            int unit = 100;
            int first = ++i;
            while (i < to && b[i] >= '0' && b[i] <= '9') {
                fraction += (b[i++] - '0') * unit;
                unit /= 10;
            }
            if (i == first) {
                return INVALID;
            }
        }
        long offset = i < to ? offsetMillis(b, i, to) : INVALID;
        return offset == INVALID ? INVALID : millis + fraction - offset;
    }

    private static long offsetMillis(byte[] b, int from, int to) {
        if ((b[from] | 0x20) == 'z') {
            return from + 1 == to ? 0 : INVALID;
        }
        boolean colon = to - from == 6 && b[from + 3] == ':';
        if ((b[from] != '+' && b[from] != '-') || (!colon && to - from != 5)) {
            return INVALID;
        }
        int hours = digits(b, from + 1, 2);
        int minutes = digits(b, to - 2, 2);
        if (hours < 0 || minutes < 0 || hours > 23 || minutes > 59) {
            return INVALID;
        }
        long millis = (hours * 60L + minutes) * 60_000L;
        return b[from] == '-' ? -millis : millis;
    }

    /** Days since 1970-01-01 in the Gregorian calendar. */
    public static long epochDay(int year, int month, int day) {
        int y = month <= 2 ? year - 1 : year;
        int era = Math.floorDiv(y, 400);
        int yearOfEra = y - era * 400;
        int dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
        int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return era * 146_097L + dayOfEra - 719_468;
    }

    /** How many days the month has; 31 at most, also for a month that is none. */
    public static int daysOfMonth(int year, int month) {
        boolean leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
        return month == 2 && leap ? 29 : DAYS_OF_MONTH[Math.min(11, Math.max(0, month - 1))];
    }

    /** Number of exactly {@code count} digits, negative if one is none. */
    private static int digits(byte[] b, int from, int count) {
        int value = 0;
        for (int i = from; i < from + count; i++) {
            int digit = b[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    /** {@code 2025-11-01T00:00:00.000Z}: UTC, always three digits of fraction. */
    public static String format(long millis) {
        byte[] text = new byte[24];
        write(text, 0, millis);
        return new String(text, StandardCharsets.US_ASCII);
    }

    /** Writes the 24 bytes of {@link #format}; the year must be in 0..9999. */
    static void write(byte[] out, int at, long millis) {
        long day = Math.floorDiv(millis, 86_400_000L);
        int ofDay = (int) Math.floorMod(millis, 86_400_000L);
        long z = day + 719_468;
        long era = Math.floorDiv(z, 146_097L);
        int dayOfEra = (int) (z - era * 146_097);
        int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int shifted = (5 * dayOfYear + 2) / 153;
        int month = shifted < 10 ? shifted + 3 : shifted - 9;
        int year = (int) (yearOfEra + era * 400) + (month <= 2 ? 1 : 0);
        put(out, at, year, 4);
        out[at + 4] = '-';
        put(out, at + 5, month, 2);
        out[at + 7] = '-';
        put(out, at + 8, dayOfYear - (153 * shifted + 2) / 5 + 1, 2);
        out[at + 10] = 'T';
        put(out, at + 11, ofDay / 3_600_000, 2);
        out[at + 13] = ':';
        put(out, at + 14, ofDay / 60_000 % 60, 2);
        out[at + 16] = ':';
        put(out, at + 17, ofDay / 1000 % 60, 2);
        out[at + 19] = '.';
        put(out, at + 20, ofDay % 1000, 3);
        out[at + 23] = 'Z';
    }

    private static void put(byte[] out, int at, int value, int count) {
        int rest = value;
        for (int i = at + count - 1; i >= at; i--) {
            out[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }
}
