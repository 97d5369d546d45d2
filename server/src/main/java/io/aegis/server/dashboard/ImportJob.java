package io.aegis.server.dashboard;

import io.aegis.codec.event.EventReader;
import io.aegis.codec.event.Line;
import io.aegis.server.dashboard.page.ImportProgress;
import io.aegis.server.dashboard.page.ImportReport;
import io.aegis.server.http.Answers;
import io.aegis.server.http.Problem;
import io.aegis.server.http.ProblemException;
import io.aegis.server.processing.Monitor;
import io.aegis.server.processing.MonitorStatus;
import io.aegis.server.processing.Receipt;
import io.aegis.server.processing.Submission;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One file on its way in, which goes on whether or not anybody looks. */
final class ImportJob implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(ImportJob.class);
    private static final int ATTEMPTS_MAX = 60;
    private static final long LISTED_MAX_NANOS = TimeUnit.MINUTES.toNanos(10);
    private static final String STILL_WRITING = " The list below is still filling up.";

    private final Monitor monitor;
    private final EventReader reader;
    private final CustomerImport records;
    private final ImportTally tally;
    private final String file;
    private final String person;
    private final long beganNanos = System.nanoTime();
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile long endedNanos;
    private volatile @Nullable String stoppedBy;
    private volatile @Nullable ImportReport report;

    ImportJob(Monitor monitor, EventReader reader, CustomerImport records, String file, String person) {
        this.monitor = monitor;
        this.reader = reader;
        this.records = records;
        this.tally = records.tally();
        this.file = file;
        this.person = person;
    }

    @Override
    public void run() {
        try {
            MonitorStatus status = monitor.status();
            Instant at = status.nowMillis() < 0 ? Instant.EPOCH : Instant.ofEpochMilli(status.nowMillis());
            ImportReport taken = records.take(at.toString(), reader, this::submit, tally);
            report = awaitTables() ? taken : taken.and(STILL_WRITING);
        } catch (IOException | RuntimeException failure) {
            LOG.error("the import of {} failed", file, failure);
        } finally {
            report = report == null ? tally.broken() : report;
            endedNanos = System.nanoTime();
            over.countDown();
        }
    }

    /** Waits while others fill the queue, as a program that is answered 429 would. */
    private Receipt submit(List<Line> lines) {
        Submission submission = new Submission(person, lines, null, null, false);
        for (int attempt = 1; ; attempt++) {
            if (stoppedBy != null) {
                throw Problem.of(409, stoppedBy + " stopped it.").exception();
            }
            try {
                return Answers.await(monitor.submit(submission));
            } catch (ProblemException refused) {
                if (refused.problem().status() != 429 || attempt == ATTEMPTS_MAX) {
                    throw refused;
                }
                LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
            }
        }
    }

    /** The list is to show what was taken; where that takes very long, false. */
    private boolean awaitTables() {
        long position = monitor.status().position();
        long end = System.nanoTime() + LISTED_MAX_NANOS;
        while (monitor.status().projected() < position && stoppedBy == null && System.nanoTime() < end) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        return monitor.status().projected() >= position;
    }

    /** Nothing further is taken. */
    void stop(String by) {
        stoppedBy = by;
    }

    boolean isOver() {
        return over.getCount() == 0;
    }

    /** How long ago it ended; 0 while it goes on. */
    long nanosSinceEnd() {
        return isOver() ? System.nanoTime() - endedNanos : 0;
    }

    /** True if it is over within that time. */
    boolean awaitEnd(long millis) {
        try {
            return over.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    ImportProgress progress() {
        long rows = tally.rows();
        long millis = Math.max(1, (System.nanoTime() - beganNanos) / 1_000_000);
        return new ImportProgress(
                file,
                person,
                rows,
                records.rows(),
                tally.refused(),
                millis < 1_000 ? 0 : rows * 1_000 / millis,
                isOver() ? report : null);
    }
}
