package io.aegis.formats.mapping;

/** Cuts the path out of what servers log as address. */
final class Paths {

    private Paths() {}

    /** The path of a request target or an absolute address, without scheme, host, query and fragment. */
    static String ofAddress(String target) {
        int from = 0;
        int scheme = target.indexOf("://");
        int firstSlash = target.indexOf('/');
        if (scheme >= 0 && scheme < firstSlash) {
            from = target.indexOf('/', scheme + 3);
            if (from < 0) {
                return "/";
            }
        }
        int end = target.length();
        for (int i = from; i < end; i++) {
            char c = target.charAt(i);
            if (c == '?' || c == '#' || c == ' ' || c == ';') {
                end = i;
            }
        }
        String path = target.substring(from, end);
        return path.startsWith("/") ? path : "/" + path;
    }
}
