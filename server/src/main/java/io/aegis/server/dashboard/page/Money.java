package io.aegis.server.dashboard.page;

import java.text.NumberFormat;
import java.util.Currency;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Amounts as people write them. */
public final class Money {

    private static final int FRACTION_USUAL = 2;
    private static final char NO_BREAK = '\u00a0';

    private Money() {}

    /**
     * $1,200; €1,234.50; ¥1,235: a whole amount without, any other with as many decimals as its currency has.
     *
     * @param currency ISO 4217; null where nobody said: then the number alone
     */
    public static String of(double amount, @Nullable String currency) {
        Currency known = currency == null ? null : known(currency);
        int fraction = known == null ? -1 : known.getDefaultFractionDigits();
        String number = digits(amount, fraction < 0 ? FRACTION_USUAL : fraction);
        if (currency == null) {
            return number;
        }
        String sign = known == null ? currency : known.getSymbol(Locale.US);
        return Character.isLetter(sign.charAt(sign.length() - 1)) ? sign + NO_BREAK + number : sign + number;
    }

    /** Whether these amounts are of more than one currency, so that their order as numbers says little. */
    public static boolean mixed(Stream<Amount> amounts) {
        return amounts.filter(amount -> amount.value() != null && amount.value() > 0)
                        .map(amount -> amount.currency() == null ? "" : amount.currency())
                        .distinct()
                        .limit(2)
                        .count()
                > 1;
    }

    /** An amount as a row has it: null where nobody said. */
    public record Amount(@Nullable Double value, @Nullable String currency) {}

    private static String digits(double amount, int fraction) {
        boolean whole = amount == Math.rint(amount);
        NumberFormat format = NumberFormat.getNumberInstance(Locale.US);
        format.setMinimumFractionDigits(whole ? 0 : fraction);
        format.setMaximumFractionDigits(whole ? 0 : fraction);
        return format.format(amount);
    }

    private static @Nullable Currency known(String code) {
        try {
            return Currency.getInstance(code);
        } catch (IllegalArgumentException unknown) {
            return null;
        }
    }
}
