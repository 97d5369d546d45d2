package io.aegis.codec.event;

/** Finds e-mail addresses in one pass: what stands around an at sign, also an escaped one. */
final class EmailAddresses {

    private static final int LOCAL_CHARS_MAX = 64;
    private static final String ESCAPED = "%40";

    private EmailAddresses() {}

    static boolean anyIn(String text) {
        return next(text, 0, 0) >= 0;
    }

    /** The text with each address taken out; the same object where it holds none. */
    static String takenOut(String text) {
        int sign = next(text, 0, 0);
        if (sign < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        int kept = 0;
        while (sign >= 0) {
            int from = localFrom(text, sign, kept);
            out.append(text, kept, from).append(Masking.TAKEN_OUT);
            kept = domainTo(text, sign + signLength(text, sign));
            sign = next(text, kept, kept);
        }
        return out.append(text, kept, text.length()).toString();
    }

    /** The next at sign between a local part, that begins no earlier than said, and a domain; negative for none. */
    private static int next(String text, int from, int earliest) {
        for (int at = from; at < text.length(); at++) {
            int length = signLength(text, at);
            if (length > 0
                    && at > earliest
                    && isLocal(text.charAt(at - 1))
                    && at + length < text.length()
                    && isDomain(text.charAt(at + length))) {
                return at;
            }
        }
        return -1;
    }

    /** Of an at sign that stands there; 0 where none does. */
    private static int signLength(String text, int at) {
        char c = text.charAt(at);
        return c == '@' ? 1 : c == '%' && text.startsWith(ESCAPED, at) ? ESCAPED.length() : 0;
    }

    private static int localFrom(String text, int sign, int earliest) {
        int from = sign;
        while (from > earliest && sign - from < LOCAL_CHARS_MAX && isLocal(text.charAt(from - 1))) {
            from--;
        }
        return from;
    }

    private static int domainTo(String text, int from) {
        int to = from;
        while (to < text.length()
                && (isDomain(text.charAt(to))
                        || (text.charAt(to) == '.' && to + 1 < text.length() && isDomain(text.charAt(to + 1))))) {
            to++;
        }
        return to;
    }

    private static boolean isLocal(char c) {
        return isDomain(c) || c == '.' || c == '_' || c == '%' || c == '+' || c == '\'';
    }

    private static boolean isDomain(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
    }
}
