package io.aegis.server.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A server that an earlier process left running in our directory; it is stopped before we start ours. */
final class OrphanedServer {

    private static final Logger LOG = LoggerFactory.getLogger(OrphanedServer.class);

    private OrphanedServer() {}

    static void stop(Path data) throws IOException {
        Optional<ProcessHandle> orphan = find(data);
        if (orphan.isEmpty()) {
            return;
        }
        long pid = orphan.get().pid();
        LOG.info("a PostgreSQL of an earlier run (process {}) is stopped first", pid);
        interrupt(orphan.get());
        if (!gone(orphan.get(), data, 15)) {
            signal(orphan.get(), "QUIT");
            if (!gone(orphan.get(), data, 10)) {
                throw new IOException("a PostgreSQL of an earlier run (process " + pid
                        + ") does not stop\nEnd it by hand, then start again.");
            }
        }
    }

    /** Fast shutdown: sessions are ended, what was committed is kept. */
    static void interrupt(ProcessHandle process) {
        signal(process, "INT");
    }

    private static Optional<ProcessHandle> find(Path data) {
        try {
            String first = Files.readAllLines(data.resolve("postmaster.pid"), StandardCharsets.ISO_8859_1)
                    .getFirst();
            return ProcessHandle.of(Long.parseLong(first.trim())).filter(process -> serves(process, data));
        } catch (IOException | NumberFormatException | java.util.NoSuchElementException e) {
            return Optional.empty();
        }
    }

    /** Process numbers are used again: only a postgres over this very directory is ours. */
    private static boolean serves(ProcessHandle process, Path data) {
        try {
            String command =
                    Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"), StandardCharsets.ISO_8859_1);
            return command.contains("postgres") && command.contains(data.toString());
        } catch (IOException e) {
            return process.info()
                    .command()
                    .map(name -> name.endsWith("postgres"))
                    .orElse(false);
        }
    }

    private static void signal(ProcessHandle process, String name) {
        try {
            new ProcessBuilder("/bin/sh", "-c", "kill -" + name + " " + process.pid())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            // Without a shell: terminating lets it end once its sessions have.
            process.destroy();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Its entry in the process table may stay for seconds after it has ended; its command line goes at once. */
    private static boolean gone(ProcessHandle process, Path data, int seconds) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (process.isAlive() && serves(process, data)) {
            if (System.nanoTime() > end) {
                return false;
            }
            PostgresServer.pause(10);
        }
        return true;
    }
}
