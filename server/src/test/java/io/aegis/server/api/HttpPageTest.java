package io.aegis.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.server.processing.TimeMode;
import io.aegis.server.testing.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** The commands of docs/http.md work, and what they print has the fields that the page shows. */
@Tag("slow")
final class HttpPageTest {

    private static final Pattern EXAMPLE =
            Pattern.compile("```sh\\n(.*?)```(?:\\s*```json\\n(.*?)```)?", Pattern.DOTALL);

    private record Example(String command, String shown) {}

    private static List<Example> examples() throws IOException {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.exists(root.resolve("docs/http.md"))) {
            root = Objects.requireNonNull(root.getParent(), "no folder above has docs/http.md");
        }
        Matcher found = EXAMPLE.matcher(Files.readString(root.resolve("docs/http.md")));
        List<Example> examples = new ArrayList<>();
        while (found.find()) {
            examples.add(new Example(found.group(1), found.group(2) == null ? "" : found.group(2)));
        }
        return examples;
    }

    @Test
    void shouldDoWhatThePageShows(@TempDir Path data, @TempDir Path folder) throws Exception {
        try (TestServer server = TestServer.closed(data, TimeMode.WALL)) {
            List<Example> examples = examples().stream()
                    .filter(example -> !example.command.contains("./aegis serve"))
                    .toList();
            assertThat(examples).hasSizeGreaterThan(4);
            for (Example example : examples) {
                String printed = run(server, folder, example.command);
                if (!example.shown.isEmpty()) {
                    assertThat(JsonMapper.shared().readTree(printed).propertyNames())
                            .as(example.command)
                            .containsExactlyInAnyOrderElementsOf(
                                    JsonMapper.shared().readTree(example.shown).propertyNames());
                }
            }
        }
    }

    private static String run(TestServer server, Path folder, String command) throws Exception {
        var builder = new ProcessBuilder("bash", "-eu", "-c", command).directory(folder.toFile());
        builder.environment().put("URL", "http://localhost:" + server.port());
        builder.environment().put("TOKEN", server.token());
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("%s%nprinted %s", command, printed).isZero();
        return printed;
    }
}
