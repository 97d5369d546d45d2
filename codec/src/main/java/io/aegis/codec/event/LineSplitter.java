package io.aegis.codec.event;

import java.io.IOException;
import java.io.InputStream;

/**
 * Cuts a stream into lines without copying them out of its buffer, in memory that does not grow with the stream. A line
 * beyond the limit is handed over as its beginning, marked, and the rest of it is skipped.
 */
public final class LineSplitter {

    private static final int READ_BYTES = 1 << 18;

    private final InputStream in;
    private final int lineBytesMax;
    private final byte[] buffer;
    private int filled;
    private int next;
    private boolean ended;
    private int from;
    private int to;
    private long number;
    private long offset;
    private long consumed;
    private boolean tooLong;

    public LineSplitter(InputStream in, int lineBytesMax) {
        this.in = in;
        this.lineBytesMax = lineBytesMax;
        this.buffer = new byte[Math.max(READ_BYTES, lineBytesMax + 2)];
    }

    /** Moves to the next line; false at the end of the stream. */
    public boolean next() throws IOException {
        tooLong = false;
        from = next;
        int searched = next;
        while (true) {
            int end = EightBytes.newline(buffer, searched, filled);
            if (end >= 0) {
                return line(end, end + 1);
            }
            searched = filled;
            if (filled - from > lineBytesMax) {
                return longLine();
            }
            if (ended) {
                return filled > from && line(filled, filled);
            }
            searched -= makeRoom();
            fill();
        }
    }

    private boolean line(int end, int after) {
        to = end > from && buffer[end - 1] == '\r' ? end - 1 : end;
        tooLong = to - from > lineBytesMax;
        offset = consumed + from;
        next = after;
        number++;
        if (number == 1 && to - from >= 3 && buffer[from] == (byte) 0xEF && buffer[from + 1] == (byte) 0xBB) {
            from += 3;
        }
        return true;
    }

    /** Hands the beginning over and skips to the end of the line, keeping the beginning where it is. */
    private boolean longLine() throws IOException {
        makeRoom();
        int start = from;
        int shown = filled;
        offset = consumed + from;
        long skipped = 0;
        byte[] rest = new byte[8192];
        int kept = 0;
        int keptFrom = 0;
        while (!ended) {
            int read = in.read(rest);
            if (read < 0) {
                ended = true;
                break;
            }
            int end = 0;
            while (end < read && rest[end] != '\n') {
                end++;
            }
            skipped += Math.min(end + 1, read);
            if (end < read) {
                kept = read - end - 1;
                keptFrom = end + 1;
                break;
            }
        }
        from = start;
        to = Math.min(shown, start + lineBytesMax / 2);
        System.arraycopy(rest, keptFrom, buffer, to, kept);
        consumed += filled - to + skipped;
        filled = to + kept;
        next = to;
        number++;
        tooLong = true;
        return true;
    }

    /** Moves the unfinished line to the front; how far. */
    private int makeRoom() {
        int moved = from;
        if (moved > 0) {
            System.arraycopy(buffer, from, buffer, 0, filled - from);
            filled -= moved;
            consumed += moved;
            from = 0;
        }
        return moved;
    }

    private void fill() throws IOException {
        int read = in.read(buffer, filled, buffer.length - filled);
        if (read < 0) {
            ended = true;
        } else {
            filled += read;
        }
    }

    /** Holds the line until {@link #next} is called again. */
    public byte[] bytes() {
        return buffer;
    }

    public int from() {
        return from;
    }

    public int to() {
        return to;
    }

    /** Where what has been read of the lines after it ends. */
    int filled() {
        return filled;
    }

    /** Number of the line, from 1. */
    public long number() {
        return number;
    }

    /** Where the line begins in the stream, in bytes. */
    public long offset() {
        return offset;
    }

    /** The line is longer than the limit; only its beginning is here. */
    public boolean tooLong() {
        return tooLong;
    }
}
