package io.aegis.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The packaged program as a stranger finds it. */
final class Program {

    private Program() {}

    /** Directory of the unpacked package. */
    static Path home() {
        Path home = root().resolve("cli/target/aegis");
        if (!Files.isExecutable(home.resolve("aegis"))) {
            throw new IllegalStateException(home + " has no program: run ./aegis test, which packages it first");
        }
        return home;
    }

    /** Directory of the repository. */
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

    /** Starts a command in a directory; relative files are looked for there. */
    static Running start(Path directory, String... arguments) {
        return start(directory, Map.of(), arguments);
    }

    static Running start(Path directory, Map<String, String> environment, String... arguments) {
        List<String> line = new ArrayList<>();
        line.add(home().resolve("aegis").toString());
        line.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(line).directory(directory.toFile());
        builder.environment().remove("AEGIS_TOKEN");
        builder.environment().putAll(environment);
        try {
            return new Running(line, builder.start());
        } catch (IOException fault) {
            throw new UncheckedIOException("cannot start " + line, fault);
        }
    }

    /** Runs a command to its end and expects that it succeeds; what it answered on stdout. */
    static String answer(Path directory, String... arguments) {
        return answer(directory, Map.of(), arguments);
    }

    static String answer(Path directory, Map<String, String> environment, String... arguments) {
        try (Running running = start(directory, environment, arguments)) {
            int status = running.exitStatus();
            if (status != 0) {
                throw new AssertionError("exit status " + status + " of " + running);
            }
            return running.answers();
        }
    }
}
