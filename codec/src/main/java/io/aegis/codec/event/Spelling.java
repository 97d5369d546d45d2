package io.aegis.codec.event;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds the word that was probably meant. */
final class Spelling {

    private static final int COMPARED_CHARS_MAX = 40;

    private Spelling() {}

    /** {@code ; did you mean X?} or nothing, and then all words. */
    static String hint(String word, List<String> allowed) {
        String near = nearest(word, allowed);
        return (near == null ? "; " : "; did you mean " + near + "? ") + "allowed: " + String.join(", ", allowed);
    }

    static @Nullable String nearest(String word, List<String> allowed) {
        if (word.length() > COMPARED_CHARS_MAX) {
            return null;
        }
        String plain = plain(word);
        String nearest = null;
        int least = Math.max(1, word.length() / 3) + 1;
        for (String candidate : allowed) {
            int distance = distance(plain, plain(candidate));
            if (distance < least) {
                least = distance;
                nearest = candidate;
            }
        }
        return nearest;
    }

    private static String plain(String word) {
        return word.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    /** Insertions, deletions and exchanges of one letter (Levenshtein). */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int exchange = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(exchange, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
