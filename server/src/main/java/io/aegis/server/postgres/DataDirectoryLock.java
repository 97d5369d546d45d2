package io.aegis.server.postgres;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Sees to it that one process at a time uses a data directory; the system releases it when the process dies. */
final class DataDirectoryLock implements AutoCloseable {

    private final FileChannel channel;

    private DataDirectoryLock(FileChannel channel) {
        this.channel = channel;
    }

    /** @throws IllegalStateException at once when another process holds it */
    static DataDirectoryLock take(Path directory) {
        DataDirectoryLock lock = tryTake(directory);
        if (lock == null) {
            throw new IllegalStateException(
                    "the data directory (" + directory.toAbsolutePath() + ") is in use by process " + holder(directory)
                            + "\nStop that one first, or choose another directory with --data.");
        }
        return lock;
    }

    static @Nullable DataDirectoryLock tryTake(Path directory) {
        try {
            Files.createDirectories(directory);
            FileChannel channel = FileChannel.open(
                    directory.resolve("lock"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            if (!locked(channel)) {
                channel.close();
                return null;
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
            return new DataDirectoryLock(channel);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "the data directory (" + directory.toAbsolutePath() + ") cannot be used: " + e.getMessage()
                            + "\nMake it writable, or choose another with --data.",
                    e);
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static String holder(Path directory) {
        try {
            return Files.readString(directory.resolve("lock")).trim();
        } catch (IOException e) {
            return "(unknown)";
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new IllegalStateException("the data directory's lock cannot be released", e);
        }
    }
}
