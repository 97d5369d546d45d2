package io.aegis.server.projection;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What changed, told after the tables show it. Ids rise, across restarts too. */
public final class Changes {

    public static final long FROM_NOW = -1;

    private static final int HELD_MAX = 20_000;

    private final Deque<Change> held = new ArrayDeque<>();
    private final List<Subscriber> subscribers = new CopyOnWriteArrayList<>();
    private final long firstId;
    private long nextId;

    /** @param firstId larger than any id told before */
    public Changes(long firstId) {
        this.firstId = firstId;
        this.nextId = firstId;
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
        return () -> subscribers.remove(subscriber);
    }

    private long firstHeldId() {
        Change first = held.peekFirst();
        return first == null ? Math.max(firstId, nextId) : first.id();
    }

    public boolean isHeard() {
        return !subscribers.isEmpty();
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
