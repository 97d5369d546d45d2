package io.aegis.engine.snapshot;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads what {@link SnapshotWriter} wrote, in the same order. */
public final class SnapshotReader {

    private final byte[] bytes;
    private int at;

    public SnapshotReader(byte[] bytes) {
        this.bytes = bytes;
    }

    public long number() {
        long rest = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = bytes[at++];
            rest |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return (rest >>> 1) ^ -(rest & 1);
            }
        }
    }

    public int integer() {
        return Math.toIntExact(number());
    }

    public boolean flag() {
        return number() != 0;
    }

    public double decimal() {
        long bits = 0;
        for (int i = 0; i < 8; i++) {
            bits |= (bytes[at++] & 0xFFL) << 8 * i;
        }
        return Double.longBitsToDouble(bits);
    }

    public @Nullable String text() {
        int length = integer();
        if (length < 0) {
            return null;
        }
        String value = new String(bytes, at, length, StandardCharsets.UTF_8);
        at += length;
        return value;
    }

    /** A text that was not null when written. */
    public String textOrEmpty() {
        String value = text();
        return value == null ? "" : value;
    }

    public int[] numbers() {
        int[] values = new int[integer()];
        for (int i = 0; i < values.length; i++) {
            values[i] = integer();
        }
        return values;
    }
}
