package io.aegis.engine.intervention;

import java.util.Locale;

/** Numbers as people read them in a sentence. */
final class Amounts {

    private static final double ALL = 0.9995;
    private static final int HOURS_TOLD = 72;

    private Amounts() {}

    /** 1,234. */
    static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** 1 call, 1,234 calls. */
    static String count(long value, String noun) {
        return count(value) + " " + noun + (value == 1 ? "" : "s");
    }

    /** A share as 18.2%. */
    static String percent(double share) {
        return Double.isNaN(share) ? "an unknown share" : String.format(Locale.ROOT, "%.1f%%", share * 100);
    }

    /** A share of many at the beginning of a sentence: "18.2% of the failures", "All of the failures". */
    static String shareOf(double share, String many) {
        return (share >= ALL ? "All" : percent(share)) + " of " + many;
    }

    /** With one digit behind the point, where it says something: 2.5, 1,200. */
    static String decimal(double value) {
        String text = String.format(Locale.ROOT, "%,.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    /** How many times: 3.0. */
    static String times(double ratio) {
        return Double.isNaN(ratio) ? "an unknown number of" : String.format(Locale.ROOT, "%.1f", ratio);
    }

    /** 1 day, 2.5 days. */
    static String days(double days) {
        String text = Double.isNaN(days) ? "an unknown number of" : decimal(days);
        return text + (text.equals("1") ? " day" : " days");
    }

    /** Up to three days in whole hours, then in whole days. */
    static String hours(double hours) {
        return hours < HOURS_TOLD ? count((long) hours, "hour") : count((long) (hours / 24), "day");
    }
}
