package io.aegis.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is asked wrongly is refused in one clear line with exit status 2. */
@Tag("slow")
final class WrongInputTest {

    @TempDir
    private Path directory;

    private String refused(String... arguments) {
        try (Running running = Program.start(directory, arguments)) {
            assertThat(running.exitStatus()).as("exit status of %s", running).isEqualTo(2);
            assertThat(running.answers()).isEmpty();
            assertThat(running.notes()).startsWith("aegis: ").hasLineCount(1);
            return running.notes();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demoo",
                "demo --port eighty",
                "demo --port 70000",
                "demo --interval fast",
                "demo --customers -3",
                "serve --time lunar",
                "serve --config missing.yaml",
                "simulate --url nowhere",
                "simulate --url http://localhost:1",
                "simulate --start yesterday",
                "simulate --scenario missing.yaml --out -",
                "replay missing.log --offline",
                "replay",
                "rules check missing.yaml",
                "rules",
                "evaluate --rules missing.yaml",
                "token create --name a --scopes everything --data d",
                "token",
                "sources test --type nonsense missing.log",
                "bench nonsense"
            })
    void shouldRefuseInOneLine(String line) {
        refused(line.split(" "));
    }

    @Test
    void shouldSayThatAPortIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0)) {
            String port = Integer.toString(taken.getLocalPort());
            assertThat(refused("demo", "--port", port, "--data", "data"))
                    .contains(port)
                    .contains("--port");
            assertThat(Files.exists(directory.resolve("data")))
                    .as("a data directory for nothing")
                    .isFalse();
        }
    }

    @Test
    void shouldRunFromElsewhereThroughALink() throws IOException, InterruptedException {
        Path link = Files.createSymbolicLink(
                directory.resolve("monitor"), Program.home().resolve("aegis"));
        Process process = new ProcessBuilder(link.toString(), "--version")
                .directory(directory.toFile())
                .start();
        assertThat(new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
                .startsWith("aegis ");
        assertThat(process.waitFor()).isZero();
    }
}
