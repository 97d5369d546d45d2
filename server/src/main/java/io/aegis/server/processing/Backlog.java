package io.aegis.server.processing;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many events wait to be journalled, in all and of each source. No source may fill the queue: a quarter of it stays
 * for the others while one floods.
 */
final class Backlog {

    private final long most;
    private final long mostOfOne;
    private final AtomicLong all = new AtomicLong();
    private final ConcurrentMap<String, Long> bySource = new ConcurrentHashMap<>();

    Backlog(long most) {
        this.most = most;
        this.mostOfOne = most - most / 4;
    }

    /** Counts them, unless too many wait already; what finds nobody before it is taken however much it is. */
    boolean admits(Work work) {
        int events = work.events();
        if (events == 0) {
            return true;
        }
        long own = bySource.merge(work.source(), (long) events, Long::sum);
        long waiting = all.addAndGet(events);
        boolean full = waiting > most && waiting > events;
        boolean ownFull = own > mostOfOne && own > events;
        if (full || ownFull) {
            release(work);
            return false;
        }
        return true;
    }

    /** They wait no more. */
    void release(Work work) {
        int events = work.events();
        if (events > 0) {
            all.addAndGet(-events);
            bySource.computeIfPresent(work.source(), (source, own) -> own == events ? null : own - events);
        }
    }
}
