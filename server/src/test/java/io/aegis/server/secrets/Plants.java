package io.aegis.server.secrets;

import java.util.Map;
import java.util.TreeMap;

/** Secrets that differ from each other, each remembered with where it was planted. */
final class Plants {

    private static final long MIX = 0x9E3779B97F4A7C15L;

    private final Map<String, String> byValue = new TreeMap<>();

    private String planted(String where, String value) {
        if (byValue.put(value, where) != null) {
            throw new IllegalStateException("planted twice: " + value);
        }
        return value;
    }

    private long next() {
        return (byValue.size() + 1) * MIX;
    }

    /** Short, as a person chooses it: nothing but its place tells that it is one. */
    String password(String where) {
        return planted(where, "hunter" + Long.toString(next() >>> 34, 36) + "2");
    }

    /** As an API hands them out. */
    String key(String where) {
        return "sk_live_" + planted(where, "51H" + Long.toString(next() >>> 1, 36) + "Zp4");
    }

    /** A session token without a name before it. */
    String token(String where) {
        return planted(where, "eyJhbGciOiJIUzI1NiJ9.eyJz" + Long.toString(next() >>> 1, 36) + "Qx7");
    }

    String email(String where) {
        return planted(where, "eve" + byValue.size() + ".adams") + "@secret-mail.example";
    }

    /** A card number with the right check digit. */
    String card(String where) {
        String front = "4242" + (10_000_000_000L + Math.floorMod(next(), 89_999_999_999L));
        for (int check = 0; check < 10; check++) {
            if (sum(front + check) % 10 == 0) {
                return planted(where, front + check);
            }
        }
        throw new IllegalStateException("no check digit fits " + front);
    }

    private static int sum(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int weighted = i % 2 == 0 ? digit : 2 * digit;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }
        return sum;
    }

    /** Where each came from, by its value. */
    Map<String, String> all() {
        return byValue;
    }
}
