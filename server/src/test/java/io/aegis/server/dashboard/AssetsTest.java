package io.aegis.server.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class AssetsTest {

    private static final Path FOLDER = Path.of("src/main/resources/io/aegis/server/dashboard/assets");

    /** One script that is not served keeps all of them from running. */
    @Test
    void shouldServeEveryFileOfItsFolder() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(Assets.NAMES);
        }
    }
}
