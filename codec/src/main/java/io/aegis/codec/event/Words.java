package io.aegis.codec.event;

import java.util.function.Predicate;

/** The long words of a text, in which keys and tokens stand: runs of the characters that those are made of. */
final class Words {

    private static final int CHARS_MIN = 16;

    private Words() {}

    /** The text with each part of a long word that is a secret taken out; slashes and equals signs part words. */
    static String partsTakenOut(String text, Predicate<String> secret) {
        return takenOut(text, true, secret);
    }

    /** The text with each long word that is a secret taken out. */
    static String takenOut(String text, Predicate<String> secret) {
        return takenOut(text, false, secret);
    }

    private static String takenOut(String text, boolean parts, Predicate<String> secret) {
        StringBuilder out = null;
        int kept = 0;
        int from = 0;
        for (int at = 0; at <= text.length(); at++) {
            if (at < text.length() && isOfWord(text.charAt(at))) {
                continue;
            }
            if (at - from >= CHARS_MIN) {
                int begin = from;
                while (begin < at) {
                    int end = parts ? partTo(text, begin, at) : at;
                    if (end - begin >= Tokens.SECRET_CHARS_MIN && secret.test(text.substring(begin, end))) {
                        out = out == null ? new StringBuilder(text.length()) : out;
                        out.append(text, kept, begin).append(Masking.TAKEN_OUT);
                        kept = end;
                    }
                    begin = end;
                }
            }
            from = at + 1;
        }
        return out == null ? text : out.append(text, kept, text.length()).toString();
    }

    private static int partTo(String word, int from, int to) {
        int end = from;
        while (end < to && !isParting(word.charAt(end))) {
            end++;
        }
        return Math.max(end, from + 1);
    }

    private static boolean isParting(char c) {
        return c == '/' || c == '=';
    }

    private static boolean isOfWord(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '_'
                || c == '-'
                || c == '.'
                || c == '~'
                || c == '+'
                || isParting(c);
    }
}
