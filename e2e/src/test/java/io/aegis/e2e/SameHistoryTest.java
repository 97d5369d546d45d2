package io.aegis.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server and a simulator in two processes; the same seed on fresh data gives the same history. */
@Tag("slow")
final class SameHistoryTest {

    @TempDir
    private Path directory;

    private List<String> historyOf(String name, String interval) throws IOException {
        Path place = Files.createDirectory(directory.resolve(name));
        try (Server server = Server.start(place, "source")) {
            Program.answer(
                    place,
                    Map.of("AEGIS_TOKEN", server.token()),
                    "simulate",
                    "--url",
                    server.url(),
                    "--seed",
                    "11",
                    "--customers",
                    "60",
                    "--cycles",
                    "12",
                    "--interval",
                    interval);
            List<String> history = server.api().history();
            assertThat(server.running().interrupt().exitStatus()).isIn(0, 130, 143);
            return history;
        }
    }

    @Test
    void shouldGiveTheSameHistoryWhateverThePace() throws IOException {
        List<String> first = historyOf("first", "0");
        List<String> second = historyOf("second", "500ms");

        assertThat(first).as("a history worth comparing").hasSizeGreaterThan(10);
        assertThat(first).anyMatch(line -> line.contains("| cleared |"));
        assertThat(second).isEqualTo(first);
    }
}
