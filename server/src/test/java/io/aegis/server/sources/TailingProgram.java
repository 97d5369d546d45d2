package io.aegis.server.sources;

import io.aegis.server.RunningServer;
import io.aegis.server.ServerMain;
import io.aegis.server.ServerOptions;
import io.aegis.server.processing.TimeMode;
import java.nio.file.Path;

/** A server that a test can kill: says {@code ready at URL} and runs until then. */
final class TailingProgram {

    private TailingProgram() {}

    public static void main(String[] args) throws InterruptedException {
        ServerOptions options =
                new ServerOptions(0, true, Path.of(args[0]), null, TimeMode.WALL, false, Path.of(args[1]), null);
        try (RunningServer server = ServerMain.start(options)) {
            System.out.println("ready at " + server.url());
            Thread.sleep(Long.MAX_VALUE);
        }
    }
}
