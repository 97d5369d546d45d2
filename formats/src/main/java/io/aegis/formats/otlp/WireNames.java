package io.aegis.formats.otlp;

import io.aegis.codec.event.BrokenBodyException;
import io.aegis.formats.mapping.Mapping;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The attributes that a mapping asks for, each with a place; found by the bytes of a key without making a text of it.
 * Values come again and again, so the latest are kept: one found costs no copy, and is the same object that the tables of
 * ids have hashed before. Safe for use by many threads: a lost write only costs another copy.
 */
final class WireNames {

    private static final int TEXTS = 1 << 12;
    private static final int TEXT_BYTES_MAX = 96;

    static final String UID = "log.record.uid";

    private final Map<String, Integer> places = new HashMap<>();
    private final byte[][] keys;
    private final int[] placeOf;
    private final @Nullable Text[] texts = new Text[TEXTS];

    /** Fields are final, so another thread sees all of it or nothing. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Text(byte[] bytes, String text) {}

    WireNames(Mapping mapping) {
        Set<String> names = new LinkedHashSet<>(List.of(UID));
        names.addAll(Rpc.FIELDS);
        mapping.targets().values().forEach(ways -> ways.forEach(way -> names.add(way.field())));
        int size = Integer.highestOneBit(names.size()) * 4;
        keys = new byte[size][];
        placeOf = new int[size];
        for (String name : names) {
            byte[] key = name.getBytes(StandardCharsets.UTF_8);
            int slot = hash(key, 0, key.length) & size - 1;
            while (keys[slot] != null) {
                slot = slot + 1 & size - 1;
            }
            keys[slot] = key;
            placeOf[slot] = places.size();
            places.put(name, places.size());
        }
    }

    int size() {
        return places.size();
    }

    /** Negative where the mapping does not ask for it. */
    int place(String name) {
        Integer place = places.get(name);
        return place == null ? -1 : place;
    }

    int place(byte[] bytes, int from, int to) {
        int mask = keys.length - 1;
        for (int slot = hash(bytes, from, to) & mask; ; slot = slot + 1 & mask) {
            byte[] key = keys[slot];
            if (key == null) {
                return -1;
            }
            if (Arrays.equals(key, 0, key.length, bytes, from, to)) {
                return placeOf[slot];
            }
        }
    }

    /** The value that lies there, which has to be UTF-8. */
    String text(Wire wire, int from, int to) throws BrokenBodyException {
        if (to - from > TEXT_BYTES_MAX) {
            return wire.text(from, to);
        }
        int slot = whole(wire.bytes(), from, to) & TEXTS - 1;
        Text known = texts[slot];
        if (known != null && Arrays.equals(known.bytes(), 0, known.bytes().length, wire.bytes(), from, to)) {
            return known.text();
        }
        String text = wire.text(from, to);
        texts[slot] = new Text(Arrays.copyOfRange(wire.bytes(), from, to), text);
        return text;
    }

    private static int whole(byte[] bytes, int from, int to) {
        int hash = to - from;
        for (int i = from; i < to; i++) {
            hash = hash * 31 + bytes[i];
        }
        hash *= 0x9E3779B9;
        return hash ^ hash >>> 15;
    }

    private static int hash(byte[] bytes, int from, int to) {
        int length = to - from;
        if (length == 0) {
            return 0;
        }
        int hash = length * 31 + bytes[from];
        hash = hash * 31 + bytes[from + length / 2];
        hash = hash * 31 + bytes[to - 1];
        hash *= 0x9E3779B9;
        return hash ^ hash >>> 15;
    }
}
