package io.aegis.server.processing;

import io.aegis.engine.testing.Host;
import io.aegis.engine.testing.HostKit;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** The server's host tells what a plain loop tells, stopped and started on the way or not. */
@Tag("slow")
final class EmbeddedHostTest {

    @TempDir
    private Path directory = Path.of("");

    @Nested
    final class Undisturbed extends HostKit {
        @Override
        protected Host host() {
            return new EmbeddedHost(directory, 0);
        }
    }

    @Nested
    final class StoppedAndStarted extends HostKit {
        @Override
        protected Host host() {
            return new EmbeddedHost(directory, 1_500);
        }
    }
}
