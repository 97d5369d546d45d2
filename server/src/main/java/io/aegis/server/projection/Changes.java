package io.aegis.server.projection;

/** What changed, told after the tables show it. Ids rise, across restarts too. */
public final class Changes {

    /** What a change is about; the names of the stream's events. */
    public enum Kind {
        INTERVENTION("intervention"),
        CUSTOMER("customer"),
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

    /**
     * Tells everything after {@code lastId}, then what comes.
     *
     * @param lastId {@link #FROM_NOW} for no catching up
     */
    public Subscription subscribe(long lastId, Listener listener) {
        return pending();
    }

    public static final long FROM_NOW = -1;

    @SuppressWarnings("TypeParameterUnusedInFormals")
    private static <T> T pending() {
        throw new UnsupportedOperationException("the host is not in this build");
    }
}
