package io.aegis.server.sources;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** The bytes of a log file, as they were written: a compressed one is read decompressed. Stays open through renaming. */
final class LogContent implements Closeable {

    private final FileChannel channel;
    private final Path path;
    private final boolean packed;
    private @Nullable InputStream unpacked;
    private long unpackedAt;

    private LogContent(FileChannel channel, Path path, boolean packed) {
        this.channel = channel;
        this.path = path;
        this.packed = packed;
    }

    static LogContent open(Path path) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        return new LogContent(channel, path, path.getFileName().toString().endsWith(".gz"));
    }

    /** Bytes in the file now; unknown for a compressed one. */
    long size() throws IOException {
        return packed ? Long.MAX_VALUE : channel.size();
    }

    /** Its first bytes, fewer where it has no more. */
    byte[] head(int bytes) throws IOException {
        if (!packed) {
            byte[] head = new byte[bytes];
            return Arrays.copyOf(head, Math.max(0, read(ByteBuffer.wrap(head), 0)));
        }
        try (InputStream in = new GZIPInputStream(new BufferedInputStream(Files.newInputStream(path)))) {
            return in.readNBytes(bytes);
        }
    }

    /**
     * Fills the buffer from a place.
     *
     * @return bytes read, 0 or less at the end
     */
    int read(ByteBuffer into, long from) throws IOException {
        if (packed) {
            return readPacked(into, from);
        }
        int total = 0;
        while (into.hasRemaining()) {
            int n = channel.read(into, from + total);
            if (n <= 0) {
                break;
            }
            total += n;
        }
        return total;
    }

    private int readPacked(ByteBuffer into, long from) throws IOException {
        if (unpacked == null || unpackedAt > from) {
            close(unpacked);
            unpacked = new GZIPInputStream(new BufferedInputStream(Files.newInputStream(path)));
            unpackedAt = 0;
        }
        unpacked.skipNBytes(from - unpackedAt);
        byte[] bytes = unpacked.readNBytes(into.remaining());
        unpackedAt = from + bytes.length;
        into.put(bytes);
        return bytes.length;
    }

    private static void close(@Nullable InputStream in) throws IOException {
        if (in != null) {
            in.close();
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
        close(unpacked);
    }
}
