package io.aegis.server.projection;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** What changed, told after the tables show it. Ids rise, across restarts too. */
public final class Changes {

    public static final long FROM_NOW = -1;

    /** What a listener that comes again takes at once; its queue has to hold it. */
    public static final int HELD_MAX = 4_000;

    /** For so long after the last listener left it may come again and miss nothing. */
    private static final long RETURN_NANOS = TimeUnit.MINUTES.toNanos(2);

    private final Deque<Change> held = new ArrayDeque<>();
    private final List<Subscriber> subscribers = new CopyOnWriteArrayList<>();
    private final LongSupplier nanoTime;
    private long nextId;
    private volatile long leftNanos;

    /** @param firstId larger than any id told before */
    public Changes(long firstId) {
        this(firstId, System::nanoTime);
    }

    Changes(long firstId, LongSupplier nanoTime) {
        this.nextId = firstId;
        this.nanoTime = nanoTime;
        this.leftNanos = nanoTime.getAsLong() - RETURN_NANOS;
    }

    /** What a change is about; the names of the stream's events. */
    public enum Kind {
        INTERVENTION("intervention"),
        CUSTOMER("customer"),
        INCIDENT("incident"),
        STATUS("status");

        private final String id;

        Kind(String id) {
            this.id = id;
        }

        public String id() {
            return id;
        }
    }

    /**
     * One change.
     *
     * @param json the row as the REST interface gives it
     */
    public record Change(long id, Kind kind, String json) {}

    /** Told on the projecting thread: hand over and return. */
    public interface Listener {
        void changed(Change change);

        /** Changes after the id asked for are no longer held: read anew. */
        void missed();
    }

    /** Ends a subscription. */
    public interface Subscription extends AutoCloseable {
        @Override
        void close();
    }

    private record Subscriber(Listener listener) {}

    /**
     * Tells everything after {@code lastId}, then what comes.
     *
     * @param lastId {@link #FROM_NOW} for no catching up
     */
    public synchronized Subscription subscribe(long lastId, Listener listener) {
        if (lastId != FROM_NOW) {
            if (lastId < firstHeldId() - 1 || lastId >= nextId) {
                listener.missed();
            } else {
                new ArrayList<>(held)
                        .stream().filter(change -> change.id() > lastId).forEach(listener::changed);
            }
        }
        Subscriber subscriber = new Subscriber(listener);
        subscribers.add(subscriber);
        return () -> {
            leftNanos = nanoTime.getAsLong();
            subscribers.remove(subscriber);
        };
    }

    private long firstHeldId() {
        Change first = held.peekFirst();
        return first == null ? nextId : first.id();
    }

    /** The last id told: who reads the tables after asking for it, and subscribes from it, misses nothing. */
    public synchronized long position() {
        return nextId - 1;
    }

    /** Whether somebody listens, or may come again. */
    public boolean isHeard() {
        return !subscribers.isEmpty() || nanoTime.getAsLong() - leftNanos < RETURN_NANOS;
    }

    /** Something changed and is not told: who subscribes from before it has missed it, and who came just now too. */
    public synchronized void pass() {
        held.clear();
        nextId++;
        subscribers.forEach(subscriber -> subscriber.listener().missed());
    }

    /** Tells everyone. */
    public synchronized void tell(Kind kind, String json) {
        Change change = new Change(nextId++, kind, json);
        held.addLast(change);
        if (held.size() > HELD_MAX) {
            held.removeFirst();
        }
        for (Subscriber subscriber : subscribers) {
            subscriber.listener().changed(change);
        }
    }
}
