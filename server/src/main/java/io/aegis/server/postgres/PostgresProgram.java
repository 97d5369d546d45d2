package io.aegis.server.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.tukaani.xz.XZInputStream;

/** The shipped PostgreSQL, unpacked once into a directory that all data directories of a user share. */
final class PostgresProgram {

    /** Names the unpacked directory; changed with the shipped version. */
    static final String VERSION = "18.6.0";

    private final Path home;

    private PostgresProgram(Path home) {
        this.home = home;
    }

    /** Unpacks it when missing, into the user's cache or, where that cannot be written, into the data directory. */
    static PostgresProgram unpacked(Path dataDirectory) {
        String archive = archiveName();
        for (Path place : List.of(cacheDirectory(), dataDirectory.toAbsolutePath())) {
            Path home = place.resolve("postgresql-" + VERSION + "-" + archive.replaceAll("\\..*$", ""));
            if (Files.isExecutable(home.resolve("bin/postgres")) || unpack(archive, home)) {
                return new PostgresProgram(home);
            }
        }
        throw new IllegalStateException(
                "the shipped PostgreSQL can be unpacked neither into " + cacheDirectory() + " nor into " + dataDirectory
                        + "\nMake one of them writable, or give the address of your own PostgreSQL with --database.");
    }

    Path binary(String name) {
        return home.resolve("bin").resolve(name);
    }

    private static Path cacheDirectory() {
        String given = System.getenv("XDG_CACHE_HOME");
        Path cache =
                given == null || given.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(given);
        return cache.resolve("aegis").toAbsolutePath();
    }

    private static String archiveName() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("linux") ? "linux" : "other";
        String machine =
                switch (System.getProperty("os.arch")) {
                    case "amd64", "x86_64" -> "x86_64";
                    case "aarch64" -> "arm_64";
                    default -> System.getProperty("os.arch");
                };
        String name = "postgres-" + system + "-" + machine + ".txz";
        if (PostgresProgram.class.getResource("/" + name) == null) {
            throw new IllegalStateException("no PostgreSQL is shipped for this machine ("
                    + System.getProperty("os.name") + ", " + System.getProperty("os.arch")
                    + ")\nGive the address of your own PostgreSQL 16 or newer with --database.");
        }
        return name;
    }

    private static boolean unpack(String archive, Path home) {
        Path part = home.resolveSibling(
                home.getFileName() + ".part-" + ProcessHandle.current().pid());
        try (InputStream packed = PostgresProgram.class.getResourceAsStream("/" + archive)) {
            if (packed == null) {
                return false;
            }
            Files.createDirectories(part);
            TarFile.unpack(new XZInputStream(packed), part);
            moveInto(part, home);
            return true;
        } catch (IOException e) {
            deleteTree(part);
            return Files.isExecutable(home.resolve("bin/postgres"));
        }
    }

    private static void moveInto(Path part, Path home) throws IOException {
        try {
            Files.move(part, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException | AtomicMoveNotSupportedException e) {
            deleteTree(part);
            if (!Files.isExecutable(home.resolve("bin/postgres"))) {
                throw e;
            }
        }
    }

    static void deleteTree(Path root) {
        if (!Files.exists(root)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(root)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + root, e);
        }
    }
}
