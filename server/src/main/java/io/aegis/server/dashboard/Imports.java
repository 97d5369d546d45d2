package io.aegis.server.dashboard;

import io.aegis.codec.event.EventReader;
import io.aegis.server.dashboard.page.ImportProgress;
import io.aegis.server.processing.Monitor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import org.springframework.web.multipart.MultipartFile;

/**
 * The import that goes on, or the last one, for everybody to see: it does not end with the page that began it. One at a
 * time; what became of it is told for an hour, or until somebody closes it.
 */
@Component
final class Imports implements DisposableBean {

    private static final long TOLD_NANOS = TimeUnit.HOURS.toNanos(1);

    private final Monitor monitor;
    private final EventReader reader;
    private @Nullable ImportJob last;

    Imports(Monitor monitor, EventReader reader) {
        this.monitor = monitor;
        this.reader = reader;
    }

    /** Another file is on its way in. */
    static final class BusyException extends Exception {
        private static final long serialVersionUID = 1L;

        private BusyException(ImportProgress other) {
            super("Nothing was taken. An import of " + other.person() + " is going on (" + other.file()
                    + "). Wait for its end, then import this file again.");
        }
    }

    /**
     * Begins with a file that can be read to its end.
     *
     * @throws IllegalArgumentException when it cannot
     */
    ImportJob begin(MultipartFile file, String person) throws IOException, BusyException {
        refuseWhileBusy();
        Path kept = Files.createTempFile("aegis-import-", ".csv");
        try {
            // The upload itself goes with its request.
            file.transferTo(kept.toFile());
            CustomerImport records = CustomerImport.of(() -> Files.newInputStream(kept));
            String name = file.getOriginalFilename();
            ImportJob job =
                    new ImportJob(monitor, reader, records, name == null || name.isBlank() ? "a file" : name, person);
            start(job, kept);
            return job;
        } catch (IOException | RuntimeException | BusyException failure) {
            Files.deleteIfExists(kept);
            throw failure;
        }
    }

    private synchronized void refuseWhileBusy() throws BusyException {
        if (last != null && !last.isOver()) {
            throw new BusyException(last.progress());
        }
    }

    private synchronized void start(ImportJob job, Path kept) throws BusyException {
        refuseWhileBusy();
        last = job;
        Thread.ofPlatform().name("import").daemon().start(() -> {
            try {
                job.run();
            } finally {
                delete(kept);
            }
        });
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException failure) {
            throw new UncheckedIOException("the copy of an imported file cannot be deleted: " + file, failure);
        }
    }

    /** What to tell, null when there is nothing. */
    synchronized @Nullable ImportProgress progress() {
        if (last != null && last.nanosSinceEnd() > TOLD_NANOS) {
            last = null;
        }
        return last == null ? null : last.progress();
    }

    /** Nothing further is taken; what was taken stays. */
    synchronized void stop(String by) {
        if (last != null) {
            last.stop(by);
        }
    }

    /** What became of the last one is known. */
    synchronized void close() {
        if (last != null && last.isOver()) {
            last = null;
        }
    }

    @Override
    public void destroy() {
        stop("The end of the server");
    }
}
