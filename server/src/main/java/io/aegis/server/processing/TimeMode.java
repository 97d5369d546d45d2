package io.aegis.server.processing;

/** Where time comes from; kept in the data directory. */
public enum TimeMode {
    /** Each journal batch carries the wall clock's time. */
    WALL("wall"),
    /** One sender ticks: simulation and replay of old logs. */
    SOURCE("source");

    private final String id;

    TimeMode(String id) {
        this.id = id;
    }

    /** The word used in options and the API. */
    public String id() {
        return id;
    }
}
