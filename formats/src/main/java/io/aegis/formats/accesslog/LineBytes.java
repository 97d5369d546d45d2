package io.aegis.formats.accesslog;

import java.nio.charset.StandardCharsets;

/** The bytes of one line, searched without making a text of them; places are indexes into {@link #array}. */
final class LineBytes {

    private byte[] bytes = new byte[0];
    private int to;

    /** Takes the bytes before an index as the line from now on; they are not copied. */
    void take(byte[] source, int end) {
        bytes = source;
        to = end;
    }

    byte[] array() {
        return bytes;
    }

    /** Where the line ends. */
    int end() {
        return to;
    }

    byte at(int index) {
        return bytes[index];
    }

    /** Where a character is found first; -1 where it is not. */
    int find(char wanted, int from) {
        return find(wanted, from, to);
    }

    /** Where a character is found first before an end; -1 where it is not. */
    int find(char wanted, int from, int end) {
        for (int i = from; i < end; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    boolean startsWith(int at, String word) {
        if (at + word.length() > to) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (bytes[at + i] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    boolean isDigit(int at) {
        return bytes[at] >= '0' && bytes[at] <= '9';
    }

    /** How many words a space follows. */
    int words(int from, int end) {
        int words = 0;
        for (int i = from; i < end; i++) {
            words += bytes[i] == ' ' ? 1 : 0;
        }
        return words;
    }

    /** Where the word begins that an index is the end of. */
    int wordStart(int end, int from) {
        int start = end;
        while (start > from && bytes[start - 1] != ' ') {
            start--;
        }
        return start;
    }

    /** Neither empty nor {@code -}. */
    boolean isSaid(int from, int end) {
        return end > from && !(end == from + 1 && bytes[from] == '-');
    }

    /** Where the value of {@code name=} begins behind an index, within its quotes if it has them; -1 where it is not. */
    int pairValue(String name, int behind) {
        for (int at = find('=', behind); at > 0; at = find('=', at + 1)) {
            int start = at - name.length();
            if (start > behind && bytes[start - 1] == ' ' && startsWith(start, name)) {
                return at + 1 < to && bytes[at + 1] == '"' ? at + 2 : at + 1;
            }
        }
        return -1;
    }

    /** Where such a value ends; -1 where there is none. */
    int pairEnd(int from) {
        if (from < 0) {
            return -1;
        }
        int at = find(bytes[from - 1] == '"' ? '"' : ' ', from);
        return at < 0 ? to : at;
    }

    String text(int from, int end) {
        return new String(bytes, from, Math.max(0, end - from), StandardCharsets.UTF_8);
    }
}
