package io.aegis.server.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;

/** The server's files below {@code DIR/pg}: its data, password, log, and the marker that says initdb came to its end. */
final class PostgresFiles {

    private static final int LOG_BYTES_MAX = 4 << 20;

    private final Path root;
    private final PostgresProgram program;
    private final Privileges privileges;

    private PostgresFiles(Path root, PostgresProgram program, Privileges privileges) {
        this.root = root;
        this.program = program;
        this.privileges = privileges;
    }

    static PostgresFiles of(Path dataDirectory, PostgresProgram program, Privileges privileges) {
        return new PostgresFiles(dataDirectory.toAbsolutePath().normalize().resolve("pg"), program, privileges);
    }

    Path root() {
        return root;
    }

    Path data() {
        return root.resolve("data");
    }

    Path log() {
        return root.resolve("server.log");
    }

    String password() {
        try {
            return Files.readString(passwordFile()).trim();
        } catch (IOException e) {
            throw new IllegalStateException("the database's password (" + passwordFile() + ") cannot be read", e);
        }
    }

    /** Begins the database cluster unless that has been done; one that was cut short is begun anew. */
    void initialise() throws IOException {
        if (Files.exists(marker())) {
            trimLog();
            return;
        }
        PostgresProgram.deleteTree(data());
        Files.createDirectories(
                root, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        writePassword();
        privileges.own(root);
        initdb();
        Files.writeString(marker(), PostgresProgram.VERSION + "\n");
    }

    private void initdb() throws IOException {
        List<String> command = privileges.command(List.of(
                program.binary("initdb").toString(),
                "-D",
                data().toString(),
                "--username=" + PostgresServer.USER,
                "--pwfile=" + passwordFile(),
                "--auth=scram-sha-256",
                // Many rounds protect a password that can be guessed; this one is 24 random bytes.
                "--set=scram_iterations=1",
                "--encoding=UTF8",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--locale=C",
                "--no-instructions"));
        Process process = new ProcessBuilder(command)
                .directory(root.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log().toFile())
                .start();
        process.getOutputStream().close();
        try {
            if (process.waitFor() != 0) {
                throw new IOException("initdb failed (" + lastFault()
                        + ")\nMake room or choose another directory with --data; " + log() + " has all that it said.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroy();
            throw new IOException("interrupted during initdb", e);
        }
    }

    private void writePassword() throws IOException {
        byte[] secret = new byte[24];
        new SecureRandom().nextBytes(secret);
        Files.deleteIfExists(passwordFile());
        Files.createFile(
                passwordFile(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(passwordFile(), HexFormat.of().formatHex(secret) + "\n");
    }

    private void trimLog() throws IOException {
        if (Files.exists(log()) && Files.size(log()) > LOG_BYTES_MAX) {
            Files.delete(log());
        }
    }

    /** Whether the running server has written that it takes connections: line 8 of its pid file. */
    boolean saysReady(long pid) {
        try {
            List<String> lines = Files.readAllLines(pidFile(), StandardCharsets.ISO_8859_1);
            return lines.size() >= 8
                    && lines.get(0).trim().equals(Long.toString(pid))
                    && lines.get(7).trim().equals("ready");
        } catch (IOException e) {
            return false;
        }
    }

    /** The last line of the log that tells of a fault. */
    private String lastFault() throws IOException {
        return Files.readAllLines(log(), StandardCharsets.ISO_8859_1).stream()
                .filter(line -> line.contains("FATAL:") || line.contains("error:"))
                .reduce((before, last) -> last)
                .orElse("it did not say why");
    }

    String logTail() {
        try {
            List<String> lines = Files.readAllLines(log(), StandardCharsets.ISO_8859_1);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 8), lines.size()));
        } catch (IOException e) {
            return "(no log at " + log() + ")";
        }
    }

    private Path pidFile() {
        return data().resolve("postmaster.pid");
    }

    private Path passwordFile() {
        return root.resolve("password");
    }

    private Path marker() {
        return root.resolve("initialised");
    }
}
