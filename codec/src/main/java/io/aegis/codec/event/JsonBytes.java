package io.aegis.codec.event;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing array of UTF-8 bytes with what JSON needs. */
final class JsonBytes {

    private static final int LONG_DIGITS_MAX = 20;

    private byte[] bytes = new byte[1024];
    private int size;

    int size() {
        return size;
    }

    void clear() {
        size = 0;
    }

    byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    void writeTo(OutputStream sink) throws IOException {
        sink.write(bytes, 0, size);
    }

    private void room(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }

    /** JSON text as it is. */
    @SuppressWarnings("deprecation") // getBytes to a range of chars: the copy of ASCII without an array between
    JsonBytes raw(String text) {
        int length = text.length();
        room(length);
        if (ascii(text)) {
            text.getBytes(0, length, bytes, size);
            size += length;
        } else {
            append(text.getBytes(StandardCharsets.UTF_8));
        }
        return this;
    }

    private static boolean ascii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0x7E) {
                return false;
            }
        }
        return true;
    }

    /** A comma and the name of a further field. */
    JsonBytes name(String name) {
        return raw(",\"").raw(name).raw("\":");
    }

    /** A quoted text. */
    JsonBytes text(String text) {
        room(text.length() + 2);
        int start = size;
        bytes[size++] = '"';
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > 0x7E || c == '"' || c == '\\') {
                size = start;
                append(JsonText.quote(text).getBytes(StandardCharsets.UTF_8));
                return this;
            }
            bytes[size++] = (byte) c;
        }
        bytes[size++] = '"';
        return this;
    }

    private void append(byte[] more) {
        room(more.length);
        System.arraycopy(more, 0, bytes, size, more.length);
        size += more.length;
    }

    /** A quoted time. */
    JsonBytes instant(long millis) {
        room(26);
        bytes[size] = '"';
        Timestamps.write(bytes, size + 1, millis);
        bytes[size + 25] = '"';
        size += 26;
        return this;
    }

    JsonBytes number(long value) {
        if (value < 0) {
            return raw(Long.toString(value));
        }
        room(LONG_DIGITS_MAX);
        int digits = 1;
        for (long rest = value; rest >= 10; rest /= 10) {
            digits++;
        }
        long rest = value;
        for (int i = size + digits - 1; i >= size; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        size += digits;
        return this;
    }

    /** Whole numbers without a fraction; others in the fewest digits that give the same double. */
    static String shortest(double value) {
        boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
        return whole ? Long.toString((long) value) : Double.toString(value);
    }
}
