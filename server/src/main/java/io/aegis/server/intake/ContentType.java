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

    /** What is wrong with a header of which {@link #utf8} is not taken. */
    public static String refusal(@Nullable String header, String what) {
        if (header == null) {
            return "A Content-Type is missing.";
        }
        return isUtf8(header)
                ? "Content-Type (" + header + ") is not one that " + what + " come in."
                : "The charset (" + charset(header) + ") of the Content-Type is not taken.\nSend UTF-8.";
    }

    private static boolean isUtf8(String header) {
        String charset = charset(header);
        return charset.isEmpty() || charset.equals("utf-8") || charset.equals("utf8") || charset.startsWith("utf-8;");
    }

    /** Empty where none is said. */
    private static String charset(String header) {
        int at = header.toLowerCase(Locale.ROOT).indexOf("charset=");
        return at < 0
                ? ""
                : header.substring(at + "charset=".length())
                        .replace("\"", "")
                        .strip()
                        .toLowerCase(Locale.ROOT);
    }
}
