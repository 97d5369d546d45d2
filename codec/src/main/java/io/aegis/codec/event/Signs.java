package io.aegis.codec.event;

/**
 * Looks once over a text for what secrets stand beside. Most texts hold none of it and cost no more than this look;
 * what it reports is looked at closely, so it may report too much, never too little.
 */
final class Signs {

    /** Perhaps the name of a secret. */
    static final int NAME = 1;

    /** Perhaps the scheme of an authorization. */
    static final int SCHEME = 2;

    /** As many digits in a row, signs between them left out, as a payment card's number has. */
    static final int DIGITS = 4;

    private static final int CARD_DIGITS_MIN = 13;

    private Signs() {}

    static int of(String text) {
        int signs = 0;
        int digits = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                signs |= ++digits >= CARD_DIGITS_MIN ? DIGITS : 0;
            } else if (c != ' ' && c != '-') {
                digits = 0;
                signs |= c >= 'A' ? word(text, i, c | 0x20) : 0;
            }
        }
        return signs;
    }

    private static int word(String text, int at, int lower) {
        return switch (lower) {
            case 'a' ->
                begins(text, at, "api") ? NAME | SCHEME : begins(text, at, "acc") || begins(text, at, "aut") ? NAME : 0;
            case 'b' -> begins(text, at, "bea") || begins(text, at, "bas") ? SCHEME : 0;
            case 'c' -> begins(text, at, "cre") || begins(text, at, "coo") ? NAME : 0;
            case 'p' -> begins(text, at, "pas") || begins(text, at, "pwd") || begins(text, at, "pri") ? NAME : 0;
            case 's' -> begins(text, at, "sec") || begins(text, at, "sig") || begins(text, at, "ses") ? NAME : 0;
            case 't' -> begins(text, at, "tok") ? NAME : 0;
            default -> 0;
        };
    }

    private static boolean begins(String text, int at, String word) {
        return at + 2 < text.length()
                && (text.charAt(at + 1) | 0x20) == word.charAt(1)
                && (text.charAt(at + 2) | 0x20) == word.charAt(2);
    }
}
