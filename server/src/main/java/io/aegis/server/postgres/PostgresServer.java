package io.aegis.server.postgres;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL server of our own in the data directory: begun with a generated password, listening on loopback only,
 * every commit synced to disk.
 *
 * <p>It never outlives us for long: a guard process sees its standard input close when this JVM dies, however it dies,
 * and stops the server; should the guard be killed too, the next start takes the orphan over. When the server dies
 * under us it is started again on the same port.
 */
final class PostgresServer implements AutoCloseable {

    static final String USER = "aegis";

    private static final Logger LOG = LoggerFactory.getLogger(PostgresServer.class);
    private static final long START_MILLIS_MAX = 60_000;
    private static final String GUARD = "trap '' INT HUP TERM; read line || kill -INT \"$1\"";

    /** Restarting takes a while: not on the thread that reaps processes. */
    private static final Executor RESTARTER =
            task -> Thread.ofPlatform().daemon().name("postgres-restart").start(task);

    private final PostgresProgram program;
    private final Privileges privileges;
    private final PostgresFiles files;
    private final int port;

    private @Nullable Process server;
    private @Nullable Process guard;
    private volatile boolean closing;

    private PostgresServer(PostgresProgram program, Privileges privileges, PostgresFiles files, int port) {
        this.program = program;
        this.privileges = privileges;
        this.files = files;
        this.port = port;
    }

    /** Starts it; the caller holds the data directory's lock. */
    static PostgresServer start(Path dataDirectory) {
        try {
            Privileges privileges = Privileges.detect();
            PostgresProgram program = PostgresProgram.unpacked(dataDirectory);
            PostgresFiles files = PostgresFiles.of(dataDirectory, program, privileges);
            files.initialise();
            OrphanedServer.stop(files.data());
            PostgresServer made = new PostgresServer(program, privileges, files, freePort());
            made.launch();
            LOG.info("PostgreSQL {} runs on port {}, {}", PostgresProgram.VERSION, made.port, privileges.description());
            return made;
        } catch (IOException e) {
            throw new IllegalStateException(
                    "PostgreSQL cannot be started in " + dataDirectory + ": " + e.getMessage(), e);
        }
    }

    String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    String password() {
        return files.password();
    }

    private synchronized void launch() throws IOException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(START_MILLIS_MAX);
        while (true) {
            Process process = spawn();
            if (isReady(process, deadline)) {
                server = process;
                guard = spawnGuard(process.pid());
                var unused = process.onExit().thenAcceptAsync(this::ended, RESTARTER);
                return;
            }
            // What a killed server left behind (its last backends, their shared memory) goes within moments.
            if (process.isAlive() || System.nanoTime() > deadline) {
                process.destroy();
                throw new IOException("it did not come up; its log ends with:\n" + files.logTail());
            }
            pause(200);
        }
    }

    private Process spawn() throws IOException {
        List<String> command = new ArrayList<>(detached());
        command.addAll(privileges.command(List.of(
                program.binary("postgres").toString(), "-D", files.data().toString())));
        for (String setting : PostgresSettings.of(port)) {
            command.add("-c");
            command.add(setting);
        }
        File log = files.log().toFile();
        return new ProcessBuilder(command)
                .directory(files.root().toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                .start();
    }

    private static Process spawnGuard(long pid) throws IOException {
        List<String> command = new ArrayList<>(detached());
        command.addAll(List.of("/bin/sh", "-c", GUARD, "aegis-guard", Long.toString(pid)));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** A terminal's Ctrl+C must reach this JVM alone, which then closes in order. */
    private static List<String> detached() {
        return Files.isExecutable(Path.of("/usr/bin/setsid")) ? List.of("/usr/bin/setsid") : List.of();
    }

    private boolean isReady(Process process, long deadline) {
        while (process.isAlive() && System.nanoTime() < deadline) {
            if (files.saysReady(process.pid())) {
                return true;
            }
            pause(10);
        }
        return false;
    }

    private void ended(Process process) {
        if (closing) {
            return;
        }
        LOG.error("PostgreSQL ended by itself (exit {}), it is started again", process.exitValue());
        dismissGuard();
        while (!closing) {
            try {
                launch();
                LOG.info("PostgreSQL runs again on port {}", port);
                return;
            } catch (IOException e) {
                LOG.error("PostgreSQL cannot be started again, the next try is in 2 s: {}", e.getMessage());
                pause(2_000);
            }
        }
    }

    @Override
    public void close() {
        closing = true;
        synchronized (this) {
            Process process = server;
            if (process == null) {
                return;
            }
            try {
                OrphanedServer.interrupt(process.toHandle());
                if (!process.waitFor(30, TimeUnit.SECONDS)) {
                    LOG.warn("PostgreSQL did not stop within 30 s; the next start takes it over");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            dismissGuard();
        }
    }

    private void dismissGuard() {
        Process watching = guard;
        if (watching == null) {
            return;
        }
        try (OutputStream line = watching.getOutputStream()) {
            line.write("done\n".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            LOG.debug("the guard was gone already", e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for PostgreSQL", e);
        }
    }
}
