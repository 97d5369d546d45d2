package io.aegis.cli.structure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The repository that the tests run in. */
final class SourceTree {

    private static final List<String> LEFT_OUT = List.of("target", ".git", "aegis-data", ".idea", "node_modules");

    private SourceTree() {}

    static Path root() {
        Path here = Path.of("").toAbsolutePath();
        while (!Files.exists(here.resolve("aegis")) || !Files.exists(here.resolve("LICENSE"))) {
            here = here.getParent();
            if (here == null) {
                throw new IllegalStateException("not inside the repository: no directory above has aegis and LICENSE");
            }
        }
        return here;
    }

    /** All files that belong to the project, sorted. */
    static List<Path> files() {
        Path root = root();
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(path -> belongs(root.relativize(path)))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    static List<Path> sources() {
        return files().stream()
                .filter(file -> file.toString().endsWith(".java"))
                .toList();
    }

    static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException fault) {
            throw new UncheckedIOException(file.toString(), fault);
        }
    }

    private static boolean belongs(Path inTree) {
        for (Path part : inTree) {
            if (LEFT_OUT.contains(part.toString())) {
                return false;
            }
        }
        return true;
    }
}
