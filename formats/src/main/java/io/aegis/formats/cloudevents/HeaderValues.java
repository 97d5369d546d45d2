package io.aegis.formats.cloudevents;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Attributes as they stand in headers: percent-encoded UTF-8, also within quotes (CloudEvents' HTTP binding 1.0.2,
 * section 3.1.3.2), or bare UTF-8 as some libraries send it, which comes here as Latin-1.
 */
final class HeaderValues {

    private HeaderValues() {}

    static String decoded(String header) {
        if (header.chars().anyMatch(c -> c > 0xFF)) {
            return header;
        }
        byte[] bytes = percentDecoded(unquoted(header).getBytes(StandardCharsets.ISO_8859_1));
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException latin) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1") : value;
    }

    private static byte[] percentDecoded(byte[] value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(value.length);
        for (int i = 0; i < value.length; i++) {
            int high = i + 2 < value.length && value[i] == '%' ? Character.digit(value[i + 1], 16) : -1;
            int low = high < 0 ? -1 : Character.digit(value[i + 2], 16);
            out.write(low < 0 ? value[i] : high << 4 | low);
            i += low < 0 ? 0 : 2;
        }
        return out.toByteArray();
    }
}
