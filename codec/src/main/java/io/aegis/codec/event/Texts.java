package io.aegis.codec.event;

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

    private static final long MIX = 0x9E3779B97F4A7C15L;

    private static final int SHORT_BYTES_MAX = 16;
    private static final byte[] NO_BYTES = {};

    /** A text of up to 16 bytes is told by its first and its last eight, which may overlap, without another array. */
    private static final class Entry {

        final int hash;
        final int length;
        final long head;
        final long tail;

        /** Empty where head and tail say it all. */
        final byte[] bytes;

        /** Null where the bytes are no valid value. */
        final @Nullable String text;

        Entry(int hash, byte[] bytes, @Nullable String text) {
            this.hash = hash;
            this.length = bytes.length;
            this.head = head(bytes, 0, length);
            this.tail = tail(bytes, 0, length);
            this.bytes = length > SHORT_BYTES_MAX ? bytes : NO_BYTES;
            this.text = text;
        }

        boolean is(int hash, byte[] from, int start, int end) {
            if (this.hash != hash || length != end - start) {
                return false;
            }
            return length > SHORT_BYTES_MAX
                    ? Arrays.equals(bytes, 0, length, from, start, end)
                    : head == head(from, start, end) && tail == tail(from, start, end);
        }
    }

    private final @Nullable Entry[] slots;
    private final int mask;
    private final UnaryOperator<@Nullable String> make;

    /** Only so that what is fetched is not left out. */
    @SuppressWarnings("UnusedVariable")
    private int fetched;

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
        if (first != null && first.is(hash, bytes, from, to)) {
            return first.text;
        }
        int other = (hash >>> 16 ^ hash * 31) & mask;
        Entry second = slots[other];
        if (second != null && second.is(hash, bytes, from, to)) {
            return second.text;
        }
        byte[] copy = Arrays.copyOfRange(bytes, from, to);
        Entry made = new Entry(hash, copy, make.apply(new String(copy, StandardCharsets.UTF_8)));
        slots[first == null ? hash & mask : other] = made;
        return made.text;
    }

    /** Brings what these hashes lead to nearer to the processor, a step at a time for all of them. */
    void fetch(int[] hashes, int count) {
        @Nullable Entry[] found = new Entry[count];
        for (int i = 0; i < count; i++) {
            found[i] = slots[hashes[i] & mask];
        }
        int sum = 0;
        for (Entry entry : found) {
            sum += entry == null || entry.text == null ? 0 : entry.hash;
        }
        for (Entry entry : found) {
            String text = entry == null ? null : entry.text;
            sum += text == null ? 0 : text.hashCode();
        }
        fetched = sum;
    }

    static int hash(byte[] bytes, int from, int to) {
        long hash = (to - from) * MIX;
        for (int i = from; i + 8 < to; i += 8) {
            hash = (hash ^ EightBytes.at(bytes, i)) * MIX;
            hash ^= hash >>> 29;
        }
        hash = (hash ^ tail(bytes, from, to)) * MIX;
        return (int) (hash ^ hash >>> 32);
    }

    /** The first eight bytes, or all of fewer. */
    private static long head(byte[] bytes, int from, int to) {
        return to - from >= 8 ? EightBytes.at(bytes, from) : few(bytes, from, to);
    }

    /** The last eight bytes, or all of fewer. */
    private static long tail(byte[] bytes, int from, int to) {
        return to - from >= 8 ? EightBytes.at(bytes, to - 8) : few(bytes, from, to);
    }

    private static long few(byte[] bytes, int from, int to) {
        if (to > from && from + 8 <= bytes.length) {
            return EightBytes.at(bytes, from) & -1L >>> 64 - 8 * (to - from);
        }
        long few = 0;
        for (int i = to - 1; i >= from; i--) {
            few = few << 8 | bytes[i] & 0xFF;
        }
        return few;
    }
}
