package io.aegis.formats.otlp;

import com.google.protobuf.ByteString;
import io.aegis.codec.event.BrokenBodyException;
import java.nio.charset.StandardCharsets;

/**
 * A place in a protobuf message, read in place: no object is made for what is passed over. Tags are {@code number << 3 |
 * wire type}, as they stand in the bytes (protobuf.dev, "Encoding").
 */
final class Wire {

    static final int VARINT = 0;
    static final int FIXED64 = 1;
    static final int LENGTH = 2;
    static final int FIXED32 = 5;

    private final byte[] bytes;
    private int at;
    private int end;

    Wire(byte[] bytes) {
        this.bytes = bytes;
        this.end = bytes.length;
    }

    /** Goes to a part of the bytes. */
    void enter(int from, int to) {
        at = from;
        end = to;
    }

    int at() {
        return at;
    }

    /** The next field's tag; 0 at the end of the message. */
    int tag() throws BrokenBodyException {
        if (at == end) {
            return 0;
        }
        long tag = varint();
        if (tag >>> 32 != 0 || tag >>> 3 == 0) {
            throw broken("a field number is not one");
        }
        return (int) tag;
    }

    long varint() throws BrokenBodyException {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (at == end) {
                throw broken("it is cut off");
            }
            byte next = bytes[at++];
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw broken("a number has more than 64 bits");
    }

    long fixed64() throws BrokenBodyException {
        need(8);
        long value = 0;
        for (int i = 7; i >= 0; i--) {
            value = value << 8 | bytes[at + i] & 0xFF;
        }
        at += 8;
        return value;
    }

    /** Passes over a field of bytes, text or a message; the place behind it. Its start is {@link #at} before. */
    int length() throws BrokenBodyException {
        long length = varint();
        if (length < 0 || length > end - at) {
            throw broken("it is cut off");
        }
        return at + (int) length;
    }

    void skip(int tag) throws BrokenBodyException {
        switch (tag & 7) {
            case VARINT -> {
                long unused = varint();
            }
            case FIXED64 -> need(8, 8);
            case LENGTH -> {
                int behind = length();
                at = behind;
            }
            case FIXED32 -> need(4, 4);
            default -> throw broken("a field has a wire type (" + (tag & 7) + ") that OTLP does not use");
        }
    }

    void skipTo(int place) {
        at = place;
    }

    private void need(int count) throws BrokenBodyException {
        if (end - at < count) {
            throw broken("it is cut off");
        }
    }

    private void need(int count, int step) throws BrokenBodyException {
        need(count);
        at += step;
    }

    /** A text that has to be UTF-8. */
    String text(int from, int to) throws BrokenBodyException {
        checkText(from, to);
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    void checkText(int from, int to) throws BrokenBodyException {
        for (int i = from; i < to; i++) {
            if (bytes[i] < 0) {
                if (!ByteString.copyFrom(bytes, from, to - from).isValidUtf8()) {
                    throw broken("a text is not UTF-8");
                }
                return;
            }
        }
    }

    byte[] bytes() {
        return bytes;
    }

    static BrokenBodyException broken(String why) {
        return new BrokenBodyException("The protobuf message is malformed or cut off (" + why + ").\nSend OTLP 1.x.");
    }
}
