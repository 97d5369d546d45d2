package io.aegis.codec.event;

/** Checks bytes for well-formed UTF-8 (RFC 3629: no overlong forms, no surrogates, at most U+10FFFF). */
public final class Utf8 {

    private Utf8() {}

    /** Index of the first byte that is no UTF-8, -1 if all are. */
    public static int firstInvalid(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to) {
            if (i + 8 <= to && (EightBytes.at(bytes, i) & EightBytes.HIGH_BITS) == 0) {
                i += 8;
                continue;
            }
            if (bytes[i] >= 0) {
                i++;
                continue;
            }
            int length = sequenceLength(bytes, i, to);
            if (length == 0) {
                return i;
            }
            i += length;
        }
        return -1;
    }

    private static int sequenceLength(byte[] bytes, int at, int to) {
        int lead = bytes[at] & 0xFF;
        int second = at + 1 < to ? bytes[at + 1] & 0xFF : 0;
        if (lead >= 0xC2 && lead <= 0xDF) {
            return second >> 6 == 2 ? 2 : 0;
        }
        if (lead >= 0xE0 && lead <= 0xEF) {
            int low = lead == 0xE0 ? 0xA0 : 0x80;
            int high = lead == 0xED ? 0x9F : 0xBF;
            return second >= low && second <= high && continues(bytes, at + 2, to) ? 3 : 0;
        }
        if (lead >= 0xF0 && lead <= 0xF4) {
            int low = lead == 0xF0 ? 0x90 : 0x80;
            int high = lead == 0xF4 ? 0x8F : 0xBF;
            boolean rest = continues(bytes, at + 2, to) && continues(bytes, at + 3, to);
            return second >= low && second <= high && rest ? 4 : 0;
        }
        return 0;
    }

    private static boolean continues(byte[] bytes, int at, int to) {
        return at < to && (bytes[at] & 0xC0) == 0x80;
    }
}
