package io.aegis.engine.intervention;

/** What the lifecycle asks of the fleet stage. */
public interface Gate {

    /** Whether a window that begins there reaches back into a platform incident that is over. */
    boolean reachesBack(long windowFromMillis, long atMillis);

    /** An opening of the customer waits for the verdict on the minute of that instant. */
    void awaits(int customer, long atMillis);
}
