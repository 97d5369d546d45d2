package io.aegis.engine.rule;

import java.util.Collection;

/** Finds the word that was probably meant. */
public final class Spelling {

    private Spelling() {}

    /** {@code "; did you mean NAME?"}, or nothing where no candidate is near. */
    public static String didYouMean(String word, Collection<String> candidates) {
        String best = "";
        int bestDistance = Integer.MAX_VALUE;
        for (String candidate : candidates) {
            int distance = distance(word, candidate);
            if (distance < bestDistance && distance <= tolerated(word, candidate)) {
                best = candidate;
                bestDistance = distance;
            }
        }
        return best.isEmpty() ? "" : "; did you mean " + best + "?";
    }

    /** A word that begins alike may differ more: the wrong ending of the right word is a usual slip. */
    private static int tolerated(String word, String candidate) {
        int alike = 0;
        while (alike < Math.min(word.length(), candidate.length()) && word.charAt(alike) == candidate.charAt(alike)) {
            alike++;
        }
        return alike >= 4 ? (word.length() + 1) / 2 : Math.max(1, word.length() / 3);
    }

    /** Edit distance with neighbouring letters exchanged counted once (optimal string alignment). */
    static int distance(String left, String right) {
        int[] twoBack = new int[right.length() + 1];
        int[] before = new int[right.length() + 1];
        int[] row = new int[right.length() + 1];
        for (int j = 0; j <= right.length(); j++) {
            before[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= right.length(); j++) {
                int change = left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(before[j], row[j - 1]) + 1, before[j - 1] + change);
                if (i > 1
                        && j > 1
                        && left.charAt(i - 1) == right.charAt(j - 2)
                        && left.charAt(i - 2) == right.charAt(j - 1)) {
                    row[j] = Math.min(row[j], twoBack[j - 2] + 1);
                }
            }
            int[] free = twoBack;
            twoBack = before;
            before = row;
            row = free;
        }
        return before[right.length()];
    }
}
