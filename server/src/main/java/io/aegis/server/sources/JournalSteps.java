package io.aegis.server.sources;

import io.aegis.server.intake.SourceFigures;
import io.aegis.server.journal.SourceProgress;
import io.aegis.server.processing.Monitor;
import io.aegis.server.processing.Receipt;
import io.aegis.server.processing.Refusal;
import io.aegis.server.processing.Submission;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Makes the steps of files and databases durable, one after the other. */
final class JournalSteps implements FileTail.Steps {

    private static final long RETRY_MILLIS = 500;

    private final Monitor monitor;
    private final SourceFigures figures;
    private final InstantSource clock;

    JournalSteps(Monitor monitor, SourceFigures figures, InstantSource clock) {
        this.monitor = monitor;
        this.figures = figures;
        this.clock = clock;
    }

    @Override
    public @Nullable String progress(String source) {
        try (Connection connection = monitor.dataSource().getConnection()) {
            return SourceProgress.find(connection, source);
        } catch (SQLException failure) {
            throw new IllegalStateException("the database does not answer: " + failure.getMessage(), failure);
        }
    }

    @Override
    public void begin(String source, String progress) {
        try (Connection connection = monitor.dataSource().getConnection()) {
            SourceProgress.begin(connection, source, progress);
        } catch (SQLException failure) {
            throw new IllegalStateException("the database does not answer: " + failure.getMessage(), failure);
        }
    }

    /** Waits while the monitor has too much to do: then nothing of the step was taken. */
    @Override
    public void take(Submission step) {
        while (true) {
            try {
                Receipt receipt = monitor.submit(step).get();
                figures.note(step, receipt, clock.millis());
                return;
            } catch (ExecutionException failure) {
                if (!(failure.getCause() instanceof Refusal.Overloaded)) {
                    throw new IllegalStateException("step not taken: " + failure.getCause(), failure);
                }
                pause();
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("the server is stopping", stopping);
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(RETRY_MILLIS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
