package io.aegis.codec.event;

/** Turns paths into routes, segment by segment. */
final class Routes {

    private static final String ID = "{id}";
    private static final int HEX_CHARS_MIN = 8;
    private static final int NUMBER_CHARS_MIN = 1;
    private static final int LONG_NUMBER_CHARS_MIN = 6;

    private Routes() {}

    /** @param template ids become {@code {id}} too */
    static String masked(String path, boolean template, int charsMax) {
        int end = pathEnd(path);
        if (end == path.length() && !needsWork(path)) {
            return cut(path, charsMax);
        }
        StringBuilder out = new StringBuilder(end);
        int from = pathStart(path, end);
        while (from <= end) {
            int slash = path.indexOf('/', from);
            int to = slash < 0 || slash > end ? end : slash;
            out.append(segment(path.substring(from, to), template));
            if (to < end) {
                out.append('/');
            }
            from = to + 1;
        }
        return cut(out.isEmpty() ? "/" : out.toString(), charsMax);
    }

    /** {@code https://host/a} is asked of a proxy: its route is {@code /a}. */
    private static int pathStart(String path, int end) {
        int scheme = path.indexOf("://");
        if (scheme <= 0 || scheme > 10 || path.charAt(0) == '/') {
            return 0;
        }
        int slash = path.indexOf('/', scheme + 3);
        return slash < 0 || slash > end ? end : slash;
    }

    private static int pathEnd(String path) {
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c == '?' || c == '#' || c == ';') {
                return i;
            }
        }
        return path.length();
    }

    /** Digits, an at sign, an assignment, an escape or a long word: without any of them a route is as it should be. */
    private static boolean needsWork(String path) {
        int run = 0;
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if ((c >= '0' && c <= '9') || c == '@' || c == '%' || c == ':' || c == '=' || c < ' ') {
                return true;
            }
            run = c == '/' ? 0 : run + 1;
            if (run >= Tokens.SECRET_CHARS_MIN) {
                return true;
            }
        }
        return false;
    }

    private static String segment(String segment, boolean template) {
        if (segment.isEmpty() || segment.startsWith("{")) {
            return segment;
        }
        if (uuid(segment)) {
            return ID;
        }
        if (Masking.emailLike(segment)) {
            return Masking.TAKEN_OUT;
        }
        if (template && idLike(segment)) {
            return ID;
        }
        if (Credentials.card(segment) && segment.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Masking.TAKEN_OUT;
        }
        if ((segment.indexOf('=') > 0 || segment.indexOf('%') >= 0)
                && !Credentials.takenOut(segment).equals(segment)) {
            return Masking.TAKEN_OUT;
        }
        return Tokens.secretLike(segment) ? Masking.TAKEN_OUT : printable(segment);
    }

    /** A number, hex with a digit in it, or letters with a long number ({@code cus_0012345}). */
    private static boolean idLike(String segment) {
        int digits = 0;
        int hex = 0;
        int run = 0;
        int longestRun = 0;
        for (int i = 0; i < segment.length(); i++) {
            char c = segment.charAt(i);
            boolean digit = c >= '0' && c <= '9';
            digits += digit ? 1 : 0;
            hex += digit || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') ? 1 : 0;
            run = digit ? run + 1 : 0;
            longestRun = Math.max(longestRun, run);
        }
        int length = segment.length();
        boolean number = digits == length && length >= NUMBER_CHARS_MIN;
        boolean hexId = hex == length && digits > 0 && length >= HEX_CHARS_MIN;
        boolean longNumber = longestRun >= LONG_NUMBER_CHARS_MIN && segment.indexOf('.') < 0;
        return number || hexId || longNumber;
    }

    private static boolean uuid(String segment) {
        if (segment.length() != 36) {
            return false;
        }
        for (int i = 0; i < 36; i++) {
            char c = segment.charAt(i);
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            if (dash ? c != '-' : Character.digit(c, 16) < 0) {
                return false;
            }
        }
        return true;
    }

    private static String printable(String segment) {
        for (int i = 0; i < segment.length(); i++) {
            if (Character.isISOControl(segment.charAt(i))) {
                return segment.replaceAll("\\p{Cntrl}", "�");
            }
        }
        return segment;
    }

    private static String cut(String route, int charsMax) {
        return route.length() <= charsMax ? route : route.substring(0, charsMax - 1) + "…";
    }
}
