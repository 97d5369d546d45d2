package io.aegis.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A data directory as {@code token create} leaves it, with a token that may do everything a program may: made once,
 * then copied, as making a database takes longer than starting on one.
 */
record NewData(Path directory, String token) {

    private static @Nullable NewData made;

    /** Puts a copy there; its token. */
    static String copyTo(Path directory) {
        NewData data = made();
        try {
            for (Path file : files(data.directory)) {
                Path target = directory.resolve(data.directory.relativize(file));
                Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
            }
        } catch (IOException fault) {
            throw new UncheckedIOException("cannot copy " + data.directory, fault);
        }
        return data.token;
    }

    private static synchronized NewData made() {
        NewData known = made;
        if (known == null) {
            known = make();
            made = known;
        }
        return known;
    }

    private static NewData make() {
        try {
            Path place = Files.createTempDirectory("aegis-new-");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(place)));
            String scopes = "ingest,read,operate,admin,clock";
            String token = Program.answer(
                            place, "token", "create", "--name", "e2e", "--scopes", scopes, "--data", "data")
                    .strip();
            if (!Pattern.matches("\\S{20,}", token)) {
                throw new AssertionError("token create printed '" + token + "', not a token alone");
            }
            return new NewData(place.resolve("data"), token);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private static List<Path> files(Path root) throws IOException {
        try (Stream<Path> tree = Files.walk(root)) {
            return tree.toList();
        }
    }

    private static void delete(Path root) {
        try {
            for (Path path :
                    files(root).stream().sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException fault) {
            System.err.println("cannot delete " + root + ": " + fault.getMessage());
        }
    }
}
