package io.aegis.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A command that has been started: what it says, and the ways to end it. */
final class Running implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final List<String> line;
    private final Process process;
    private final List<String> answers = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final List<Thread> readers = new ArrayList<>();

    Running(List<String> line, Process process) {
        this.line = line;
        this.process = process;
        readers.add(collect(process.getInputStream(), answers));
        readers.add(collect(process.getErrorStream(), notes));
    }

    private Thread collect(InputStream stream, List<String> into) {
        return Thread.ofVirtual().start(() -> {
            try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                for (String text = reader.readLine(); text != null; text = reader.readLine()) {
                    synchronized (this) {
                        into.add(text);
                    }
                }
            } catch (IOException closed) {
                // The process was killed.
            }
        });
    }

    /** Waits for the first line, on stdout or stderr, in which the pattern is found. */
    Matcher awaitLine(String pattern) {
        return awaitLine(pattern, PATIENCE);
    }

    Matcher awaitLine(String pattern, Duration patience) {
        Pattern wanted = Pattern.compile(pattern);
        long until = System.nanoTime() + patience.toNanos();
        while (true) {
            boolean ended = readers.stream().noneMatch(Thread::isAlive);
            Optional<Matcher> found = find(wanted);
            if (found.isPresent()) {
                return found.get();
            }
            if (ended || System.nanoTime() > until) {
                throw new AssertionError("no line with '" + pattern + "' from " + this);
            }
            Await.sleep(20);
        }
    }

    /** Lines so far, on stdout or stderr, that hold the text. */
    synchronized long count(String text) {
        return Stream.of(answers, notes)
                .flatMap(List::stream)
                .filter(said -> said.contains(text))
                .count();
    }

    private synchronized Optional<Matcher> find(Pattern wanted) {
        return Stream.of(answers, notes)
                .flatMap(List::stream)
                .map(wanted::matcher)
                .filter(Matcher::find)
                .findFirst();
    }

    /** Address that a server says it is ready at. */
    String address() {
        return awaitLine("http://localhost:[0-9]+").group();
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** As Ctrl+C does; where the tests themselves run with that ignored, children inherit it: then as kill does. */
    Running interrupt() {
        Machine.signal(process.pid(), "INT");
        Await.sleep(300);
        Machine.signal(process.pid(), "TERM");
        return this;
    }

    /** As {@code kill -9} does. */
    void kill() {
        process.destroyForcibly();
        exitStatus();
    }

    int exitStatus() {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("did not end within " + PATIENCE.toSeconds() + " s: " + this);
            }
            for (Thread reader : readers) {
                reader.join(2000);
            }
            return process.exitValue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    synchronized String answers() {
        return String.join("\n", answers);
    }

    synchronized String notes() {
        return String.join("\n", notes);
    }

    @Override
    public synchronized String toString() {
        int from = Math.max(0, notes.size() - 60);
        return String.join(" ", line) + "\nstdout:\n" + String.join("\n", answers) + "\nstderr:\n"
                + String.join("\n", notes.subList(from, notes.size()));
    }

    /** Ends it if it still runs. */
    @Override
    public void close() {
        if (process.isAlive()) {
            process.destroy();
            try {
                if (!process.waitFor(40, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException interrupted) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }
}
