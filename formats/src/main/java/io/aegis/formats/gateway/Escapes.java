package io.aegis.formats.gateway;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Undoes what servers do to quotes, control characters and other bytes in a log line. */
public final class Escapes {

    private static final Pattern BYTE = Pattern.compile("(?<!\\\\)((?:\\\\\\\\)*+)\\\\x([0-9a-fA-F]{2})");

    private Escapes() {}

    /** JSON of what Apache, and nginx without {@code escape=json}, write for it: {@code \\x22} within a value. */
    public static String ofJson(String line) {
        return line.contains("\\x") ? BYTE.matcher(line).replaceAll("$1\\\\u00$2") : line;
    }

    /** A part of a line with {@code \xHH}, {@code \"} and {@code \\} as the bytes they stand for, read as UTF-8. */
    static String undone(String line, int from, int to) {
        int backslash = line.indexOf('\\', from);
        if (backslash < 0 || backslash >= to) {
            return line.substring(from, to);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(to - from);
        for (int i = from; i < to; ) {
            int escaped = line.charAt(i) == '\\' ? hex(line, i, to) : -1;
            if (escaped >= 0) {
                bytes.write(escaped);
                i += 4;
            } else if (line.charAt(i) == '\\' && i + 1 < to) {
                bytes.write(simple(line.charAt(i + 1)));
                i += 2;
            } else {
                int length = Character.charCount(line.codePointAt(i));
                bytes.writeBytes(line.substring(i, Math.min(to, i + length)).getBytes(StandardCharsets.UTF_8));
                i += length;
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static int hex(String line, int at, int to) {
        if (at + 4 > to || line.charAt(at + 1) != 'x') {
            return -1;
        }
        int high = Character.digit(line.charAt(at + 2), 16);
        int low = Character.digit(line.charAt(at + 3), 16);
        return high < 0 || low < 0 ? -1 : high * 16 + low;
    }

    private static int simple(char c) {
        return switch (c) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            default -> c < 128 ? c : '?';
        };
    }
}
