package io.aegis.server.sources;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/**
 * A place in a log file that survives the file's renaming: the file is known by its beginning, as inode numbers come
 * back.
 *
 * @param head checksum of the first {@code headBytes}
 * @param headBytes how much of its beginning identifies the file, at most {@link #HEAD_BYTES_MAX}; 0 where nothing is
 *     known of it
 * @param offset bytes read, always at the start of a line
 * @param sinceMillis where nothing is known of the file: when it began to be waited for
 */
record FilePlace(int head, int headBytes, long offset, long sinceMillis) {

    static final int HEAD_BYTES_MAX = 512;

    /** The start of a file of which nothing is known yet. */
    static final FilePlace START = new FilePlace(0, 0, 0, 0);

    private static final String SINCE = "since";

    /** Where reading begins: at the start of the live log, or of what will be written from now on. */
    static FilePlace beginning(Path live, long nowMillis) throws IOException {
        FilePlace unknown = new FilePlace(0, 0, 0, nowMillis);
        if (!Files.exists(live)) {
            return unknown;
        }
        try (LogContent content = LogContent.open(live)) {
            byte[] begin = content.head(HEAD_BYTES_MAX);
            return begin.length == 0 ? unknown : new FilePlace(checksum(begin), begin.length, 0, 0);
        }
    }

    /** As it is kept in the database. */
    String text() {
        return isKnown()
                ? HexFormat.of().toHexDigits(head) + " " + headBytes + " " + offset
                : SINCE + " " + sinceMillis;
    }

    static FilePlace of(String text) {
        String[] parts = text.split(" ");
        return parts[0].equals(SINCE)
                ? new FilePlace(0, 0, 0, Long.parseLong(parts[1]))
                : new FilePlace(
                        HexFormat.fromHexDigits(parts[0]), Integer.parseInt(parts[1]), Long.parseLong(parts[2]), 0);
    }

    /** Whether a file can be told by it. */
    boolean isKnown() {
        return headBytes > 0;
    }

    /** The same file, read up to here; its beginning is learned as far as it was read. */
    FilePlace at(long newOffset, LogContent content) throws IOException {
        int known = (int) Math.min(HEAD_BYTES_MAX, newOffset);
        return known > headBytes
                ? new FilePlace(checksum(content.head(known)), known, newOffset, 0)
                : new FilePlace(head, headBytes, newOffset, 0);
    }

    /** Whether the content begins as this file did and reaches as far as it was read. */
    boolean isIn(LogContent content) throws IOException {
        byte[] begin = content.head(headBytes);
        return begin.length == headBytes && checksum(begin) == head && content.size() >= offset;
    }

    private static int checksum(byte[] bytes) {
        CRC32C sum = new CRC32C();
        sum.update(bytes);
        return (int) sum.getValue();
    }
}
