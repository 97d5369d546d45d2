package io.aegis.cli.bench;

import io.aegis.cli.terminal.ServerAddress;
import io.aegis.cli.terminal.WorkFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server of its own process, over a data directory, to be stopped or killed. */
final class ServeProcess implements AutoCloseable {

    private static final long START_SECONDS_MAX = 600;
    private static final long STOP_SECONDS_MAX = 180;

    private final Process process;
    private final ServerAddress address;
    private final long startedNanos = System.nanoTime();

    private ServeProcess(Process process, ServerAddress address) {
        this.process = process;
        this.address = address;
        // Who ends the bench does not want its server, which may hold gigabytes, to stay.
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(process::destroy));
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException fault) {
            throw new UncheckedIOException("no port is free", fault);
        }
    }

    /** Makes a token in a data directory that no server uses. */
    static String token(Path data) {
        try {
            Process made = new ProcessBuilder(line(
                            List.of("token", "create", "--name", "bench", "--scopes", "ingest,read", "--data"), data))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String token = new String(made.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (made.waitFor() != 0) {
                throw new WorkFailure("no token could be made in " + data);
            }
            return token;
        } catch (IOException fault) {
            throw new UncheckedIOException("aegis token cannot be started", fault);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new WorkFailure("interrupted while a token was made", interrupted);
        }
    }

    /** Starts it; its log goes into a file beside the data. */
    static ServeProcess start(Path data, Path config, int port, String token) {
        List<String> arguments = List.of(
                "serve", "--loopback", "--port", Integer.toString(port), "--config", config.toString(), "--data");
        try {
            Path log = data.resolveSibling("serve.log");
            return new ServeProcess(
                    new ProcessBuilder(line(arguments, data))
                            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                            .start(),
                    ServerAddress.of("http://localhost:" + port, token));
        } catch (IOException fault) {
            throw new UncheckedIOException("aegis serve cannot be started", fault);
        }
    }

    private static List<String> line(List<String> arguments, Path data) {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        line.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.aegis.cli.Main"));
        line.addAll(arguments);
        line.add(data.toString());
        return line;
    }

    ServerAddress address() {
        return address;
    }

    /** Waits until it takes events; seconds since it was started. */
    double awaitReady() throws InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            while (!isReady(client)) {
                if (!process.isAlive()) {
                    throw new WorkFailure("the server ended by itself (exit status " + process.exitValue() + ")");
                }
                if (seconds() > START_SECONDS_MAX) {
                    throw new WorkFailure("the server was not ready after " + START_SECONDS_MAX + " s");
                }
                TimeUnit.MILLISECONDS.sleep(20);
            }
        }
        return seconds();
    }

    private boolean isReady(HttpClient client) throws InterruptedException {
        try {
            return client.send(address.request("/actuator/health/readiness").build(), BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private double seconds() {
        return (System.nanoTime() - startedNanos) / 1e9;
    }

    /** As kill -9 does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** In order. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS_MAX, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
