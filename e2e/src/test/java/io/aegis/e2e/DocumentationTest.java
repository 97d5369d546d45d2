package io.aegis.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs what the pages tell a reader to run: every block marked {@code sh} of a page, in order, in one fresh directory.
 * Stand-ins for {@code ./aegis} and {@code curl} move port 8501 to a free one and put servers into the background.
 */
@Tag("slow")
final class DocumentationTest {

    private static final List<String> STAND_INS = List.of("aegis", "curl");
    private static final List<String> SAMPLES = List.of("access.log", "events.ndjson");
    private static final long PATIENCE_MINUTES = 6;

    /** Waited for: it writes to the directory until it has stopped. */
    private static final String STOP_SERVER = """
            stop_server() {
              [ -f server.pid ] || return 0
              kill "$(cat server.pid)" || return 0
              for try in $(seq 300); do
                kill -0 "$(cat server.pid)" 2>/dev/null || return 0
                sleep 0.1
              done
            }
            trap stop_server EXIT
            """;

    @TempDir
    private Path directory;

    static Stream<String> pages() throws IOException {
        Path root = Program.root();
        try (Stream<Path> docs = Files.walk(root.resolve("docs"))) {
            return Stream.concat(
                    Stream.of(root.resolve("README.md")),
                    docs.filter(page -> page.toString().endsWith(".md")))
                    .filter(page -> !commands(page).isEmpty())
                    .map(page -> root.relativize(page).toString())
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    private static List<String> commands(Path page) {
        List<String> commands = new ArrayList<>();
        boolean inside = false;
        for (String line : read(page).lines().toList()) {
            if (line.startsWith("```")) {
                inside = line.strip().equals("```sh");
            } else if (inside) {
                commands.add(line);
            }
        }
        return commands;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException fault) {
            throw new AssertionError("cannot read " + file, fault);
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void shouldRunWhatThePageSays(String page) throws IOException, InterruptedException {
        place(directory.resolve("aegis"), "aegis");
        place(directory.resolve("bin/curl"), "curl");
        for (String sample : SAMPLES) {
            place(directory.resolve(sample), sample);
        }
        Files.createSymbolicLink(directory.resolve("cli"), Program.root().resolve("cli"));
        Path script = directory.resolve("page.sh");
        Files.writeString(
                script,
                "set -eu\n" + STOP_SERVER + "set -x\n"
                        + String.join("\n", commands(Program.root().resolve(page))) + "\n");
        Path said = directory.resolve("said");
        ProcessBuilder builder = new ProcessBuilder("bash", script.toString())
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        builder.environment().put("PROGRAM", Program.home().resolve("aegis").toString());
        builder.environment().put("PORT", Integer.toString(Machine.freePort()));
        builder.environment().put("PATH", directory.resolve("bin") + ":" + System.getenv("PATH"));
        builder.environment().remove("AEGIS_TOKEN");
        Process process = builder.start();
        boolean ended = process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES);
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        assertThat(ended)
                .as("%s ended in %d minutes; it said:%n%s", page, PATIENCE_MINUTES, read(said))
                .isTrue();
        assertThat(process.exitValue())
                .as("exit status of %s; it said:%n%s", page, read(said))
                .isZero();
    }

    private static void place(Path target, String resource) throws IOException {
        Files.createDirectories(target.getParent());
        try (InputStream in = DocumentationTest.class.getResourceAsStream("/documentation/" + resource)) {
            Files.copy(Objects.requireNonNull(in, resource), target, StandardCopyOption.REPLACE_EXISTING);
        }
        if (STAND_INS.contains(resource)) {
            assertThat(target.toFile().setExecutable(true)).isTrue();
        }
        assertThat(Files.readString(target, StandardCharsets.UTF_8)).isNotEmpty();
    }
}
