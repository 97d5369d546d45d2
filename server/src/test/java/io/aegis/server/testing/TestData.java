package io.aegis.server.testing;

import io.aegis.server.postgres.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A data directory with an empty database in it, copied from one that is made once: initdb takes longer than a test. */
public final class TestData {

    private static @Nullable Path template;

    private TestData() {}

    /** Puts an empty database into a directory that has none; open it as usual. */
    public static void begin(Path directory) {
        if (Files.exists(directory.resolve("pg"))) {
            return;
        }
        try {
            copy(template().resolve("pg"), directory.resolve("pg"));
        } catch (IOException e) {
            throw new UncheckedIOException("the empty database cannot be copied", e);
        }
    }

    private static synchronized Path template() throws IOException {
        Path made = template;
        if (made == null) {
            made = Files.createTempDirectory("aegis-empty-");
            Database.open(made, null).close();
            Path toDelete = made;
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(toDelete)));
            template = made;
        }
        return made;
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                Files.copy(directory, to.resolve(from.relativize(directory)), StandardCopyOption.COPY_ATTRIBUTES);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    static void delete(Path root) {
        try (Stream<Path> tree = Files.walk(root)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            System.err.println("cannot delete " + root + ": " + e.getMessage());
        }
    }
}
