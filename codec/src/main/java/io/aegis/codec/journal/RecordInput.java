package io.aegis.codec.journal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what {@link RecordOutput} wrote. */
final class RecordInput {

    private final List<String> texts = new ArrayList<>();
    private final byte[] bytes;
    private int place;
    private long lastMillis;

    RecordInput(byte[] bytes) {
        this.bytes = bytes;
    }

    boolean atEnd() {
        return place == bytes.length;
    }

    int octet() {
        if (place >= bytes.length) {
            throw new CorruptJournalException("the batch ends early, at byte " + place);
        }
        return bytes[place++] & 0xFF;
    }

    boolean flag() {
        return octet() == 1;
    }

    long unsigned() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int next = octet();
            value |= (long) (next & 0x7F) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw new CorruptJournalException("a number is too long, at byte " + place);
    }

    int count() {
        long value = unsigned();
        if (value < 0 || value > Integer.MAX_VALUE) {
            throw new CorruptJournalException("a number (" + value + ") is too large, at byte " + place);
        }
        return (int) value;
    }

    long signed() {
        long value = unsigned();
        return (value >>> 1) ^ -(value & 1);
    }

    long time() {
        lastMillis += signed();
        return lastMillis;
    }

    double number() {
        long bits = 0;
        for (int i = 0; i < 8; i++) {
            bits = bits << 8 | octet();
        }
        return Double.longBitsToDouble(bits);
    }

    @Nullable
    String text() {
        int reference = count();
        if (reference == RecordOutput.TEXT_NULL) {
            return null;
        }
        if (reference == RecordOutput.TEXT_NEW) {
            String text = new String(bytes(), StandardCharsets.UTF_8);
            texts.add(text);
            return text;
        }
        int known = reference - RecordOutput.TEXT_KNOWN;
        if (known >= texts.size()) {
            throw new CorruptJournalException("text " + known + " is not in the batch, at byte " + place);
        }
        return texts.get(known);
    }

    String requiredText() {
        String text = text();
        if (text == null) {
            throw new CorruptJournalException("a text is missing, at byte " + place);
        }
        return text;
    }

    byte[] bytes() {
        int length = count();
        if (length > bytes.length - place) {
            throw new CorruptJournalException("the batch ends early, at byte " + place);
        }
        byte[] value = Arrays.copyOfRange(bytes, place, place + length);
        place += length;
        return value;
    }
}
