package io.aegis.server.intake;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The Content-Type of a request. */
public final class ContentType {

    private ContentType() {}

    /** Its media type in lower case, without parameters; null where there is none, or it is said not to be UTF-8. */
    public static @Nullable String utf8(@Nullable String header) {
        if (header == null || !isUtf8(header)) {
            return null;
        }
        int end = header.indexOf(';');
        return (end < 0 ? header : header.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }

    private static boolean isUtf8(String header) {
        int at = header.toLowerCase(Locale.ROOT).indexOf("charset=");
        if (at < 0) {
            return true;
        }
        String charset = header.substring(at + "charset=".length())
                .replace("\"", "")
                .strip()
                .toLowerCase(Locale.ROOT);
        return charset.equals("utf-8") || charset.equals("utf8") || charset.startsWith("utf-8;");
    }
}
