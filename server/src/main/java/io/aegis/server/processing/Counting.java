package io.aegis.server.processing;

import io.aegis.server.postgres.Session;
import io.aegis.server.projection.TableWriter;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread that counts calls in the hourly series, beside the one that shows decisions: a long count delays none. */
final class Counting implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Counting.class);

    private final SynchronousQueue<Gathered.Counted> next = new SynchronousQueue<>();
    private final AtomicBoolean busy = new AtomicBoolean();
    private final Session session;
    private final StageMetrics metrics;
    private volatile long reached;
    private volatile boolean closing;

    Counting(Session session, StageMetrics metrics, long reached) {
        this.session = session;
        this.metrics = metrics;
        this.reached = reached;
    }

    boolean isFree() {
        return !busy.get();
    }

    /** Only when free. */
    void hand(Gathered.Counted counted) {
        busy.set(true);
        try {
            next.put(counted);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while handing calls to be counted", e);
        }
    }

    @Override
    public void run() {
        while (!closing) {
            try {
                Gathered.Counted counted = next.poll(100, TimeUnit.MILLISECONDS);
                if (counted != null) {
                    write(counted);
                    busy.set(false);
                }
            } catch (InterruptedException e) {
                return;
            } catch (Session.Ended e) {
                LOG.warn("the usage series are behind; the next start brings them up: {}", e.getMessage());
                busy.set(false);
            }
        }
    }

    private void write(Gathered.Counted counted) {
        long begin = System.nanoTime();
        session.done((connection, again) -> {
            // A commit whose answer was lost may have taken place; counting twice would be wrong.
            if (!(again && TableWriter.reached(connection).usage() >= counted.position())) {
                TableWriter.count(connection, counted.totals(), counted.position());
            }
        });
        reached = counted.position();
        metrics.counted(System.nanoTime() - begin);
    }

    /** Position up to which the series hold every call. */
    long reached() {
        return reached;
    }

    void close() {
        closing = true;
    }
}
