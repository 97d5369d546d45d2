package io.aegis.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.cli.terminal.WrongInput;
import io.aegis.server.ServerOptions;
import io.aegis.server.processing.TimeMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ServerStartTest {

    @TempDir
    private Path directory;

    @Test
    void shouldTellOfAWrongRuleFileBeforeAnythingIsMadeOnDisk() throws IOException {
        Path rules =
                Files.writeString(directory.resolve("rules.yaml"), "rules:\n  - id: x\n    when: eror_rate > 0.1\n");

        assertThatThrownBy(() -> start(null, rules))
                .isInstanceOf(WrongInput.class)
                .hasMessageContaining("--rules (" + rules + "): line 3, column 11: there is no signal eror_rate");
        assertThat(directory.resolve("data")).doesNotExist();
    }

    @Test
    void shouldTellOfADirectoryInPlaceOfAFile() {
        assertThatThrownBy(() -> start(directory, null))
                .isInstanceOf(WrongInput.class)
                .hasMessage("--config (" + directory + ") is a directory: name a file");
    }

    private void start(@Nullable Path config, @Nullable Path rules) {
        ServerStart.start(new ServerOptions(
                        0, true, directory.resolve("data"), null, TimeMode.WALL, false, config, rules))
                .close();
    }
}
