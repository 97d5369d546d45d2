package io.aegis.e2e;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A {@code serve} in a directory of its own, with a token that may do everything a program may. */
final class Server implements AutoCloseable {

    private final Path directory;
    private final String time;
    private final String token;
    private final List<String> options;
    private final int port = Machine.freePort();
    private Running running;

    private Server(Path directory, String time, String token, List<String> options) {
        this.directory = directory;
        this.time = time;
        this.token = token;
        this.options = List.copyOf(options);
        this.running = launch();
    }

    /** Starts the server on new data, with any further options, and waits until it is ready. */
    static Server start(Path directory, String time, String... options) {
        String token = NewData.copyTo(directory.resolve("data"));
        Server server = new Server(directory, time, token, List.of(options));
        server.ready();
        return server;
    }

    private Running launch() {
        List<String> line = new ArrayList<>(List.of("serve", "--data", "data", "--time", time));
        line.addAll(List.of("--port", Integer.toString(port)));
        line.addAll(options);
        return Program.start(directory, line.toArray(String[]::new));
    }

    private void ready() {
        running.address();
    }

    /** Starts it again after a kill, on the same data and port; how long until it was ready. */
    long restartMillis() {
        long from = System.nanoTime();
        running = launch();
        ready();
        return (System.nanoTime() - from) / 1_000_000;
    }

    Running running() {
        return running;
    }

    Path data() {
        return directory.resolve("data");
    }

    String url() {
        return "http://localhost:" + port;
    }

    int port() {
        return port;
    }

    String token() {
        return token;
    }

    Api api() {
        return new Api(url(), token);
    }

    @Override
    public void close() {
        running.close();
    }
}
