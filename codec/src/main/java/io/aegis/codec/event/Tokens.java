package io.aegis.codec.event;

import java.util.List;

/** Tells secrets from names by their look: known prefixes, or a long run of letters mixed with digits. */
final class Tokens {

    /** Shorter texts are never taken for a secret. */
    static final int SECRET_CHARS_MIN = 12;

    private static final int RUN_CHARS_MIN = 16;
    private static final int LETTERS_RUN_CHARS_MIN = 28;
    private static final int BODY_CHARS_MIN = 8;
    private static final List<String> SECRET_PREFIXES = List.of(
            "sk_",
            "rk_",
            "pk_live_",
            "pk_test_",
            "whsec_",
            "ghp_",
            "gho_",
            "ghs_",
            "github_pat_",
            "glpat-",
            "xoxb-",
            "xoxp-",
            "xapp-",
            "AKIA",
            "ASIA",
            "AIza",
            "eyJ",
            "SG.",
            "npm_",
            "pypi-",
            "dop_v1_",
            "shpat_",
            "hf_");

    private Tokens() {}

    static boolean secretLike(String text) {
        if (text.length() < SECRET_CHARS_MIN) {
            return false;
        }
        for (String prefix : SECRET_PREFIXES) {
            if (text.startsWith(prefix) && tailLooksRandom(text, prefix.length())) {
                return true;
            }
        }
        return hasSecretRun(text);
    }

    /** A known prefix and a long random tail: no id that a company gives looks so. */
    static boolean surelySecret(String text) {
        for (String prefix : SECRET_PREFIXES) {
            if (text.startsWith(prefix) && text.length() - prefix.length() >= RUN_CHARS_MIN && hasSecretRun(text)) {
                return true;
            }
        }
        return false;
    }

    /**
     * After a known prefix even short random tails count, and any that is longer than a word; plain lower-case words
     * ({@code sk_acme_primary}) don't.
     */
    private static boolean tailLooksRandom(String text, int from) {
        int body = text.lastIndexOf('_') + 1;
        int start = body > from && text.length() - body >= BODY_CHARS_MIN ? body : from;
        if (text.length() - start < BODY_CHARS_MIN) {
            return false;
        }
        if (text.length() - body >= RUN_CHARS_MIN && text.indexOf('-', body) < 0) {
            return true;
        }
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z')) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasSecretRun(String text) {
        int run = 0;
        int digits = 0;
        int upper = 0;
        int lower = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : ' ';
            if (!alphanumeric(c)) {
                if (secretRun(run, digits, upper, lower)) {
                    return true;
                }
                run = 0;
                digits = 0;
                upper = 0;
                lower = 0;
                continue;
            }
            run++;
            digits += c <= '9' ? 1 : 0;
            upper += c >= 'A' && c <= 'Z' ? 1 : 0;
            lower += c >= 'a' ? 1 : 0;
        }
        return false;
    }

    private static boolean secretRun(int run, int digits, int upper, int lower) {
        boolean mixed = run >= RUN_CHARS_MIN && digits >= 2 && upper + lower >= 2;
        return mixed || (run >= LETTERS_RUN_CHARS_MIN && upper >= 4 && lower >= 4);
    }

    private static boolean alphanumeric(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
