package io.aegis.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** The JavaScript libraries of {@code /clients}, installed once at the versions of its lock file. */
final class Node {

    private static final List<String> FILES = List.of("package.json", "package-lock.json", "send.mjs");
    private static final long PATIENCE_SECONDS = 120;

    private Node() {}

    /**
     * Runs {@code send.mjs} to its end.
     *
     * @param environment where OpenTelemetry's libraries send to
     * @param segment the script that makes Segment's {@code analytics}
     */
    static void send(Map<String, String> environment, String segment, int calls)
            throws IOException, InterruptedException {
        Path directory = installed();
        Files.writeString(directory.resolve("segment.mjs"), segment + "\nexport { analytics }\n");
        run(directory, environment, "node", "send.mjs", Integer.toString(calls));
    }

    private static Path installed() throws IOException, InterruptedException {
        Path directory = Files.createDirectories(Program.root().resolve("e2e/target/clients"));
        Path stamp = directory.resolve("node_modules/.installed");
        for (String name : FILES) {
            try (InputStream in = Node.class.getResourceAsStream("/clients/" + name)) {
                Files.copy(
                        Objects.requireNonNull(in, name), directory.resolve(name), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        String lock = Files.readString(directory.resolve("package-lock.json"));
        if (!Files.exists(stamp) || !Files.readString(stamp).equals(lock)) {
            run(directory, Map.of(), "npm", "ci", "--prefer-offline", "--ignore-scripts", "--no-audit", "--no-fund");
            Files.writeString(stamp, lock);
        }
        return directory;
    }

    private static void run(Path directory, Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        List<String> line = List.of(command);
        Path said = directory.resolve(command[0] + ".out");
        Process process;
        try {
            ProcessBuilder builder = new ProcessBuilder(line)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile());
            builder.environment().putAll(environment);
            process = builder.start();
        } catch (IOException missing) {
            throw new IllegalStateException(
                    command[0] + " cannot be run; the tests send with real JavaScript libraries\n"
                            + "Install Node.js 18 or newer: sudo apt-get install nodejs npm",
                    missing);
        }
        boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        process.destroyForcibly();
        String text = Files.readString(said, StandardCharsets.UTF_8);
        assertThat(ended).as("%s ended; it said:%n%s", line, text).isTrue();
        assertThat(process.exitValue())
                .as("exit status of %s; it said:%n%s", line, text)
                .isZero();
    }
}
