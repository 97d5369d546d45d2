package io.aegis.server.sources;

import io.aegis.codec.event.Masking;
import io.aegis.formats.source.SourceSetting;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Runs the sources that the server reads by itself, each in a thread of its own: a broken one holds up no other. */
final class SourceRunner implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(SourceRunner.class);
    private static final long IDLE_MILLIS = 100;
    private static final long TROUBLE_MILLIS = 2_000;
    /** So many lines without a call are no accident. */
    private static final long VAIN_LINES = 20;

    private final ConfiguredSources sources;
    private final Supplier<Masking> masking;
    private final Supplier<FileTail.Steps> steps;
    private final Supplier<JdbcPoll.Maker> databases;
    private final Map<String, SourceState> states = new ConcurrentHashMap<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean running;

    SourceRunner(
            ConfiguredSources sources,
            Supplier<Masking> masking,
            Supplier<FileTail.Steps> steps,
            Supplier<JdbcPoll.Maker> databases) {
        this.sources = sources;
        this.masking = masking;
        this.steps = steps;
        this.databases = databases;
    }

    /** How a source is doing. */
    SourceState state(String source) {
        return states.computeIfAbsent(source, name -> new SourceState());
    }

    @Override
    public void start() {
        running = true;
        for (SourceSetting.LogFile file : sources.of(SourceSetting.LogFile.class)) {
            run(file.name(), () -> follow(file));
        }
        for (SourceSetting.Jdbc jdbc : sources.of(SourceSetting.Jdbc.class)) {
            run(jdbc.name(), () -> poll(jdbc));
        }
    }

    private void run(String name, Runnable work) {
        threads.add(Thread.ofPlatform().daemon().name("source-" + name).start(work));
    }

    private void follow(SourceSetting.LogFile file) {
        SourceState state = state(file.name());
        boolean resumed = false;
        FileTail tail = new FileTail(file, masking.get(), steps.get());
        while (running) {
            try {
                if (!resumed) {
                    refuseDirectory(file);
                    tail.resume();
                    resumed = true;
                }
                if (!tail.poll()) {
                    rest(file, tail, state);
                    sleep(IDLE_MILLIS);
                }
            } catch (IOException | RuntimeException trouble) {
                resumed = false;
                tell(file.name(), state, trouble);
            }
        }
        close(tail);
    }

    private static void refuseDirectory(SourceSetting.LogFile file) throws IOException {
        if (Files.isDirectory(Path.of(file.path()))) {
            throw new FileSystemException(file.path(), null, "it is a directory; name the log itself");
        }
    }

    /** A log that is not there may be written later; one that is no file never. */
    private static void rest(SourceSetting.LogFile file, FileTail tail, SourceState state) {
        Path path = Path.of(file.path());
        if (Files.exists(path) && tail.vainLines() >= VAIN_LINES) {
            state.waitsFor("none of the " + tail.vainLines()
                    + " lines read so far tells of a call; name its fields under mapping: method, status, and try"
                    + " with  aegis sources test");
        } else if (Files.exists(path)) {
            state.well();
        } else {
            state.waitsFor("the file (" + path + ") does not exist; it is read as soon as it does");
        }
    }

    private void poll(SourceSetting.Jdbc jdbc) {
        SourceState state = state(jdbc.name());
        JdbcPoll poll = databases.get().make(jdbc);
        while (running) {
            try {
                poll.run();
                state.well();
                sleep(jdbc.every().toMillis());
            } catch (java.sql.SQLException | RuntimeException trouble) {
                tell(jdbc.name(), state, trouble);
            }
        }
    }

    private void tell(String name, SourceState state, Exception trouble) {
        if (running) {
            if (state.trouble() == null) {
                LOG.warn("source {} cannot be read, trying again: {}", name, SourceState.told(trouble));
            }
            state.troubled(trouble);
            sleep(TROUBLE_MILLIS);
        }
    }

    private static void close(FileTail tail) {
        try {
            tail.close();
        } catch (IOException ignored) {
            LOG.debug("log file not closed", ignored);
        }
    }

    private void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException stopping) {
            running = false;
        }
    }

    @Override
    public void stop() {
        running = false;
        threads.forEach(Thread::interrupt);
        for (Thread thread : threads) {
            try {
                thread.join(5_000);
            } catch (InterruptedException hurried) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
