package io.aegis.formats.accesslog;

import io.aegis.codec.event.Timestamps;

/** Times as logs write them, to epoch milliseconds; {@link Timestamps#INVALID} for none. */
final class LogTimes {

    private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
    private static final int CLF_CHARS_MIN = 20;
    /** March of 1973, in seconds; smaller numbers are of processes, or durations. */
    private static final double SECONDS_MIN = 1e8;

    private static final double SECONDS_BELOW = 1e11;
    private static final double MILLIS_BELOW = 1e14;
    private static final double MICROS_BELOW = 1e17;

    private LogTimes() {}

    /**
     * {@code 17/May/2015:10:05:03 +0000}, with or without a fraction and an offset (then UTC), a space before the hour as
     * Python's servers write it, or RFC 3339.
     */
    static long text(String text) {
        if (text.length() >= CLF_CHARS_MIN && text.charAt(2) == '/') {
            return commonLog(text);
        }
        long parsed = Timestamps.parse(text);
        if (parsed != Timestamps.INVALID) {
            return parsed;
        }
        return text.matches("[0-9]{1,19}(\\.[0-9]{1,9})?") ? number(Double.parseDouble(text)) : Timestamps.INVALID;
    }

    /** Seconds, milliseconds, microseconds or nanoseconds since 1970, told apart by their size. */
    static long number(double value) {
        if (!(value >= SECONDS_MIN) || value > 1e20) {
            return Timestamps.INVALID;
        }
        if (value < SECONDS_BELOW) {
            return Math.round(value * 1000);
        }
        if (value < MILLIS_BELOW) {
            return (long) value;
        }
        return (long) (value < MICROS_BELOW ? value / 1_000 : value / 1_000_000);
    }

    private static long commonLog(String text) {
        int month = MONTHS.indexOf(text.substring(3, 6)) / 3 + 1;
        boolean monthKnown = MONTHS.indexOf(text.substring(3, 6)) % 3 == 0;
        if (!monthKnown || text.charAt(6) != '/' || (text.charAt(11) != ':' && text.charAt(11) != ' ')) {
            return Timestamps.INVALID;
        }
        String rest = text.substring(20);
        int space = rest.indexOf(' ');
        String fraction = space < 0 ? rest : rest.substring(0, space);
        String offset = space < 0 ? "Z" : rest.substring(space + 1);
        if (offset.length() == 5) {
            offset = offset.substring(0, 3) + ":" + offset.substring(3);
        }
        String iso = text.substring(7, 11) + "-" + (month < 10 ? "0" : "") + month + "-" + text.substring(0, 2) + "T"
                + text.substring(12, 20) + fraction + offset;
        return Timestamps.parse(iso);
    }
}
