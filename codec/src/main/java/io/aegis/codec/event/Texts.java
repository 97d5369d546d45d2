package io.aegis.codec.event;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A bounded table from bytes seen before to their text, so that a route or customer that comes again makes no String and
 * is masked once. A slot that is needed by another text is overwritten. Entries are immutable, so threads may share a
 * table without a lock: the worst that a race does is to work a text out twice.
 */
final class Texts {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final class Entry {

        final int hash;
        final byte[] bytes;

        /** Null where the bytes are no valid value. */
        final @Nullable String text;

        Entry(int hash, byte[] bytes, @Nullable String text) {
            this.hash = hash;
            this.bytes = bytes;
            this.text = text;
        }
    }

    private final @Nullable Entry[] slots;
    private final int mask;
    private final UnaryOperator<@Nullable String> make;

    /**
     * @param bits the table holds 2^bits texts
     * @param make from the text as sent to the text as kept, null to refuse it
     */
    Texts(int bits, UnaryOperator<@Nullable String> make) {
        this.slots = new Entry[1 << bits];
        this.mask = slots.length - 1;
        this.make = make;
    }

    /** The text of these ASCII or UTF-8 bytes as it is kept; null if it is refused. */
    @Nullable
    String get(byte[] bytes, int from, int to) {
        int hash = hash(bytes, from, to);
        Entry first = slots[hash & mask];
        if (first != null && first.hash == hash && Arrays.equals(first.bytes, 0, first.bytes.length, bytes, from, to)) {
            return first.text;
        }
        int other = (hash >>> 16 ^ hash * 31) & mask;
        Entry second = slots[other];
        if (second != null
                && second.hash == hash
                && Arrays.equals(second.bytes, 0, second.bytes.length, bytes, from, to)) {
            return second.text;
        }
        byte[] copy = Arrays.copyOfRange(bytes, from, to);
        Entry made = new Entry(hash, copy, make.apply(new String(copy, StandardCharsets.UTF_8)));
        slots[first == null ? hash & mask : other] = made;
        return made.text;
    }

    private static int hash(byte[] bytes, int from, int to) {
        long hash = (to - from) * 0x9E3779B97F4A7C15L;
        int i = from;
        for (; i + 8 <= to; i += 8) {
            hash = (hash ^ (long) LONGS.get(bytes, i)) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 29;
        }
        for (; i < to; i++) {
            hash = (hash ^ bytes[i]) * 0x9E3779B97F4A7C15L;
        }
        return (int) (hash ^ hash >>> 32);
    }
}
