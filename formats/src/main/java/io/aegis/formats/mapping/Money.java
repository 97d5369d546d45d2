package io.aegis.formats.mapping;

import java.util.Locale;
import java.util.Set;

/** Amounts of billing systems, which count the currency's smallest unit. */
public final class Money {

    /** Currencies without a smaller unit, after Stripe's and Chargebee's lists. */
    private static final Set<String> WHOLE = Set.of(
            "bif", "clp", "djf", "gnf", "jpy", "kmf", "krw", "mga", "pyg", "rwf", "ugx", "vnd", "vuv", "xaf", "xof",
            "xpf");

    private static final Set<String> THOUSANDTHS = Set.of("bhd", "jod", "kwd", "omr", "tnd");

    private Money() {}

    /** An amount in the currency's major unit. */
    public static double major(double minor, String currency) {
        String code = currency.toLowerCase(Locale.ROOT);
        return minor / (WHOLE.contains(code) ? 1 : THOUSANDTHS.contains(code) ? 1000 : 100);
    }

    /** What a price for some periods is in a month; NaN where the period is unknown. */
    public static double monthly(double amount, String period, int count) {
        int periods = Math.max(1, count);
        return switch (period) {
            case "day" -> amount * 365 / 12 / periods;
            case "week" -> amount * 365 / 84 / periods;
            case "month" -> amount / periods;
            case "year" -> amount / (12.0 * periods);
            default -> Double.NaN;
        };
    }
}
