package io.aegis.server.sources;

import java.io.IOException;
import java.util.HexFormat;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A place in a log file that survives the file's renaming: the file is known by its beginning, as inode numbers come
 * back.
 *
 * @param head checksum of the first {@code headBytes}
 * @param headBytes how much of its beginning identifies the file, at most {@link #HEAD_BYTES_MAX}
 * @param offset bytes read, always at the start of a line
 */
record FilePlace(int head, int headBytes, long offset) {

    static final int HEAD_BYTES_MAX = 512;

    /** The start of a file of which nothing is known yet. */
    static final FilePlace START = new FilePlace(0, 0, 0);

    /** As it is kept in the database. */
    String text() {
        return HexFormat.of().toHexDigits(head) + " " + headBytes + " " + offset;
    }

    static FilePlace of(@Nullable String text) {
        if (text == null) {
            return START;
        }
        String[] parts = text.split(" ");
        return new FilePlace(HexFormat.fromHexDigits(parts[0]), Integer.parseInt(parts[1]), Long.parseLong(parts[2]));
    }

    /** The same file, read up to here; its beginning is learned as far as it was read. */
    FilePlace at(long newOffset, LogContent content) throws IOException {
        int known = (int) Math.min(HEAD_BYTES_MAX, newOffset);
        return known > headBytes
                ? new FilePlace(checksum(content.head(known)), known, newOffset)
                : new FilePlace(head, headBytes, newOffset);
    }

    /** Whether the content begins as this file did and reaches as far as it was read. */
    boolean isIn(LogContent content) throws IOException {
        byte[] begin = content.head(headBytes);
        return begin.length == headBytes && checksum(begin) == head;
    }

    private static int checksum(byte[] bytes) {
        CRC32C sum = new CRC32C();
        sum.update(bytes);
        return (int) sum.getValue();
    }
}
