package io.aegis.formats.mapping;

/** Numbers as gateways write them. */
final class Numbers {

    private static final int TEXT_CHARS_MAX = 400;

    private Numbers() {}

    /**
     * Milliseconds of a duration, or of the sum of a list of them: nginx writes {@code 0.000, 0.004 : 0.010} when it
     * tried several upstreams, with {@code -} for one that gave no answer. A unit behind a number goes before the one
     * that is given.
     *
     * @return NaN where the text holds no number
     */
    static double millis(String text, Unit unit) {
        if (text.length() > TEXT_CHARS_MAX) {
            return Double.NaN;
        }
        double sum = Double.NaN;
        for (String part : text.split("[,: ]+")) {
            double value = one(part, unit);
            if (!Double.isNaN(value)) {
                sum = Double.isNaN(sum) ? value : sum + value;
            }
        }
        return sum;
    }

    private static double one(String text, Unit unit) {
        int end = text.length();
        while (end > 0 && Character.isLetter(text.charAt(end - 1))) {
            end--;
        }
        Unit said = end == text.length()
                ? unit
                : Unit.of(text.substring(end).replaceFirst("^[\u00B5\u03BC]", "u"))
                        .orElse(null);
        if (end == 0 || said == null) {
            return Double.NaN;
        }
        try {
            double value = Double.parseDouble(text.substring(0, end));
            return Double.isFinite(value) ? said.toMillis(value) : Double.NaN;
        } catch (NumberFormatException notANumber) {
            return Double.NaN;
        }
    }

    /** A whole number of at most 9 digits; -1 where the text is none. */
    static int small(String text) {
        if (text.isEmpty() || text.length() > 9) {
            return -1;
        }
        int value = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }
}
