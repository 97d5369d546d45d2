package io.aegis.server.intake;

import java.io.EOFException;
import java.io.IOException;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Unpacks gzip (RFC 1952) from memory, one member after another. Unlike the JDK's it refuses bytes after the last member
 * instead of dropping them.
 */
final class GzipReader implements Packing.Reader {

    private static final int HEADER_BYTES = 10;
    private static final int TRAILER_BYTES = 8;
    private static final int HEADER_CRC = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;

    private final byte[] packed;
    private final int end;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private int at;
    private boolean inMember;

    GzipReader(byte[] packed, int length) throws IOException {
        this.packed = packed;
        this.end = length;
        startMember();
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        while (true) {
            if (!inMember) {
                if (at == end) {
                    return -1;
                }
                startMember();
            }
            int n = inflate(into, offset, length);
            if (n > 0) {
                crc.update(into, offset, n);
                return n;
            }
            if (inflater.finished()) {
                endMember();
            } else if (inflater.needsDictionary()) {
                throw new ZipException("it asks for a preset dictionary");
            } else if (inflater.needsInput()) {
                throw new EOFException("it is cut off");
            }
        }
    }

    @Override
    public void close() {
        inflater.end();
    }

    private int inflate(byte[] into, int offset, int length) throws IOException {
        try {
            return inflater.inflate(into, offset, length);
        } catch (DataFormatException broken) {
            throw new ZipException(broken.getMessage() == null ? "it is corrupt" : broken.getMessage());
        }
    }

    private void startMember() throws IOException {
        need(HEADER_BYTES);
        if ((packed[at] & 0xff) != 0x1f || (packed[at + 1] & 0xff) != 0x8b || packed[at + 2] != 8) {
            throw new ZipException(at == 0 ? "it does not begin as gzip" : "other bytes follow it");
        }
        int flags = packed[at + 3];
        at += HEADER_BYTES;
        if ((flags & EXTRA) != 0) {
            need(2);
            skip(2 + (packed[at] & 0xff) + 256 * (packed[at + 1] & 0xff));
        }
        if ((flags & NAME) != 0) {
            skipText();
        }
        if ((flags & COMMENT) != 0) {
            skipText();
        }
        if ((flags & HEADER_CRC) != 0) {
            skip(2);
        }
        inflater.reset();
        inflater.setInput(packed, at, end - at);
        crc.reset();
        inMember = true;
    }

    private void endMember() throws IOException {
        at = end - inflater.getRemaining();
        need(TRAILER_BYTES);
        if (number(at) != crc.getValue() || number(at + 4) != (inflater.getBytesWritten() & 0xffff_ffffL)) {
            throw new ZipException("its checksum does not fit");
        }
        at += TRAILER_BYTES;
        inMember = false;
    }

    private long number(int from) {
        return (packed[from] & 0xffL)
                | (packed[from + 1] & 0xffL) << 8
                | (packed[from + 2] & 0xffL) << 16
                | (packed[from + 3] & 0xffL) << 24;
    }

    private void skipText() throws IOException {
        while (true) {
            need(1);
            if (packed[at++] == 0) {
                return;
            }
        }
    }

    private void skip(int bytes) throws IOException {
        need(bytes);
        at += bytes;
    }

    private void need(int bytes) throws IOException {
        if (end - at < bytes) {
            throw new EOFException("it is cut off");
        }
    }
}
