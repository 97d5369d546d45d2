package io.aegis.codec.journal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A growing buffer of varints, texts by reference to a dictionary, and times by difference. */
final class RecordOutput {

    /** References to texts: 0 is null, 1 is a new one that follows, n + 2 is the n-th of this batch. */
    static final int TEXT_NULL = 0;

    static final int TEXT_NEW = 1;
    static final int TEXT_KNOWN = 2;

    private final Map<String, Integer> texts = new HashMap<>();
    private byte[] bytes = new byte[4096];
    private int size;
    private long lastMillis;

    void octet(int value) {
        room(1);
        bytes[size++] = (byte) value;
    }

    void flag(boolean value) {
        octet(value ? 1 : 0);
    }

    void unsigned(long value) {
        room(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    void signed(long value) {
        unsigned((value << 1) ^ (value >> 63));
    }

    void time(long millis) {
        signed(millis - lastMillis);
        lastMillis = millis;
    }

    void number(double value) {
        room(8);
        long bits = Double.doubleToLongBits(value);
        for (int shift = 56; shift >= 0; shift -= 8) {
            bytes[size++] = (byte) (bits >>> shift);
        }
    }

    void text(@Nullable String value) {
        if (value == null) {
            unsigned(TEXT_NULL);
            return;
        }
        Integer known = texts.putIfAbsent(value, texts.size());
        if (known == null) {
            unsigned(TEXT_NEW);
            bytes(value.getBytes(StandardCharsets.UTF_8));
        } else {
            unsigned(TEXT_KNOWN + known);
        }
    }

    void bytes(byte[] value) {
        unsigned(value.length);
        room(value.length);
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    private void room(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
