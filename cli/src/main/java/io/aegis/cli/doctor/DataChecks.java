package io.aegis.cli.doctor;

import io.aegis.server.postgres.Database;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Looks at the data directory: space, how fast a commit is on disk, who uses it, its database. */
final class DataChecks {

    private static final long FREE_BYTES_MIN = 200L << 20;
    private static final long FREE_BYTES_GOOD = 2L << 30;
    private static final int SYNCS = 30;
    private static final double SYNC_MILLIS_SLOW = 20;
    private static final double SYNC_MILLIS_UNTRUE = 0.02;

    private final Path data;
    private final @Nullable String databaseUrl;

    DataChecks(Path data, @Nullable String databaseUrl) {
        this.data = data;
        this.databaseUrl = databaseUrl;
    }

    Finding space() {
        Path place = existing();
        if (!Files.isWritable(place)) {
            return Finding.fail("data", data + " cannot be written", "make " + place + " writable, or give --data DIR");
        }
        try {
            long free = Files.getFileStore(place).getUsableSpace();
            String text = String.format(Locale.ROOT, "%s, %.1f GB free", data, free / (double) (1L << 30));
            if (free < FREE_BYTES_MIN) {
                return Finding.fail("disk", text, "free at least 200 MB, or give --data on another disk");
            }
            return free < FREE_BYTES_GOOD
                    ? Finding.warn("disk", text, "the journal of a busy month takes some gigabytes")
                    : Finding.ok("disk", text);
        } catch (IOException fault) {
            return Finding.fail("disk", data + ": " + fault.getMessage(), "give --data on another disk");
        }
    }

    Finding sync() {
        try {
            double millis = medianSyncMillis(existing());
            String text = String.format(Locale.ROOT, "a write is on disk after %.2f ms", millis);
            if (millis > SYNC_MILLIS_SLOW) {
                return Finding.warn("fsync", text, "each commit waits so long: a disk with a write cache is faster");
            }
            return millis < SYNC_MILLIS_UNTRUE
                    ? Finding.warn(
                            "fsync", text, "that is memory, not a disk: a power cut would lose what was accepted")
                    : Finding.ok("fsync", text);
        } catch (IOException fault) {
            return Finding.fail("fsync", fault.getMessage() + "", "give --data on a disk that can be written");
        }
    }

    private static double medianSyncMillis(Path directory) throws IOException {
        Path file = Files.createTempFile(directory, "doctor", ".tmp");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            double[] millis = new double[SYNCS];
            for (int sync = 0; sync < SYNCS; sync++) {
                channel.write(ByteBuffer.allocate(4096));
                long from = System.nanoTime();
                channel.force(false);
                millis[sync] = (System.nanoTime() - from) / 1e6;
            }
            Arrays.sort(millis);
            return millis[SYNCS / 2];
        } finally {
            Files.delete(file);
        }
    }

    Finding use() {
        Path lock = data.resolve("lock");
        if (!Files.exists(lock)) {
            return Finding.ok(
                    "data", data + (Files.exists(data) ? " holds no data yet" : " is made at the first start"));
        }
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            FileLock taken = channel.tryLock();
            if (taken == null) {
                return Finding.ok(
                        "data",
                        data + " is in use by process " + Files.readString(lock).strip());
            }
            return Finding.ok("data", data + " is in use by nobody");
        } catch (OverlappingFileLockException own) {
            return Finding.ok("data", data + " is in use by this process");
        } catch (IOException fault) {
            return Finding.fail(
                    "data", lock + ": " + fault.getMessage(), "make the data directory readable to this user");
        }
    }

    Finding database() {
        if (databaseUrl == null && !Files.isDirectory(data.resolve("pg"))) {
            return Finding.ok("database", "a PostgreSQL of its own is made in the data directory at the first start");
        }
        try (Database database = Database.beside(data, databaseUrl);
                Connection connection = database.readers().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select version(), pg_size_pretty(pg_database_size(current_database())), current_setting('fsync')")) {
            row.next();
            String version = row.getString(1).replaceFirst("^(PostgreSQL \\S+).*", "$1");
            return Finding.ok("database", version + ", " + row.getString(2) + ", fsync " + row.getString(3));
        } catch (SQLException | IllegalStateException fault) {
            String message = String.valueOf(fault.getMessage()).strip();
            int end = message.indexOf('\n');
            return end < 0
                    ? Finding.fail("database", message, "see pg/server.log in the data directory")
                    : Finding.fail(
                            "database",
                            message.substring(0, end),
                            message.substring(end + 1).strip());
        }
    }

    private Path existing() {
        Path place = data.toAbsolutePath();
        while (!Files.isDirectory(place)) {
            Path parent = place.getParent();
            if (parent == null) {
                return place;
            }
            place = parent;
        }
        return place;
    }
}
