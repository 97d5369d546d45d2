package io.aegis.server.processing;

import io.aegis.server.postgres.Session;
import io.aegis.server.projection.Announcer;
import io.aegis.server.projection.InternalCounts;
import io.aegis.server.projection.InterventionCounts;
import io.aegis.server.projection.InterventionQueries;
import io.aegis.server.projection.TableBatch;
import io.aegis.server.projection.TableWriter;
import java.util.Map;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread that writes the tables, tells the changes, and answers who waited for them. */
final class Projecting implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Projecting.class);

    private final SynchronousQueue<Gathered.Ready> next = new SynchronousQueue<>();
    private final AtomicBoolean busy = new AtomicBoolean();
    private final Session session;
    private final InterventionCounts counts;
    private final InternalCounts internal;
    private final InterventionQueries interventions;
    private final Announcer announcer;
    private final StageMetrics metrics;
    private volatile long decisionsReached;
    private volatile @Nullable String failure;
    private volatile boolean closing;

    Projecting(
            Session session,
            InterventionCounts counts,
            InternalCounts internal,
            InterventionQueries interventions,
            Announcer announcer,
            StageMetrics metrics,
            TableWriter.Reached reached) {
        this.session = session;
        this.counts = counts;
        this.internal = internal;
        this.interventions = interventions;
        this.announcer = announcer;
        this.metrics = metrics;
        this.decisionsReached = reached.decisions();
    }

    boolean isFree() {
        return !busy.get();
    }

    /** Only when free. */
    void hand(Gathered.Ready ready) {
        busy.set(true);
        try {
            next.put(ready);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while handing a batch to the tables", e);
        }
    }

    @Override
    public void run() {
        while (!closing) {
            try {
                Gathered.Ready ready = next.poll(100, TimeUnit.MILLISECONDS);
                if (ready != null) {
                    write(ready);
                    busy.set(false);
                } else {
                    countInternal();
                }
            } catch (InterruptedException e) {
                return;
            } catch (Session.Ended e) {
                LOG.warn("the tables are behind; the next start brings them up: {}", e.getMessage());
                busy.set(false);
            } catch (RuntimeException e) {
                LOG.error("writing the tables failed; the server must be started anew", e);
                fail("writing the tables failed: " + e.getMessage());
                return;
            }
        }
    }

    private void write(Gathered.Ready ready) {
        long begin = System.nanoTime();
        TableBatch batch = ready.batch();
        Map<String, String> before = session.retried((connection, again) -> {
            Map<String, String> statuses = counts.before(connection, batch.decisions());
            TableWriter.write(connection, batch);
            return statuses;
        });
        counts.moved(before, batch.decisions());
        decisionsReached = batch.position();
        metrics.projected(batch.decisions().size(), System.nanoTime() - begin);
        announcer.tellDecisions(batch);
        if (!batch.decisions().isEmpty()) {
            metrics.told(System.nanoTime() - ready.decidedNanos());
        }
        announcer.tellRest(batch);
        ready.done().forEach(this::answer);
        internal.changed();
        countInternal();
    }

    /** By itself, so that a database that goes away here does not have a batch written twice. */
    private void countInternal() {
        if (internal.isDue()) {
            session.done((connection, again) -> internal.read(connection));
        }
    }

    private void answer(Gathered.Done done) {
        switch (done) {
            case Gathered.CheckDone check ->
                check.work()
                        .result()
                        .complete(new CheckResult(
                                check.checked(),
                                check.millis(),
                                counts.of("open"),
                                check.opened(),
                                check.cleared(),
                                check.sinceMillis()));
            case Gathered.MoveDone move -> move.work().outcome().complete(new Work.Outcome(move.refusal()));
            case Gathered.RulesDone rules -> rules.work().done().complete(null);
            case Gathered.ErasureDone erasure -> erasure.work().done().complete(true);
        }
    }

    void fail(String why) {
        failure = why;
    }

    @Nullable
    String failure() {
        return failure;
    }

    long decisionsReached() {
        return decisionsReached;
    }

    InterventionCounts counts() {
        return counts;
    }

    InternalCounts internal() {
        return internal;
    }

    InterventionQueries interventions() {
        return interventions;
    }

    void close() {
        closing = true;
    }
}
