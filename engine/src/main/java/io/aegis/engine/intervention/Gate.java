package io.aegis.engine.intervention;

/** What the lifecycle asks of the fleet stage. */
public interface Gate {

    /**
     * End of the latest platform incident that is over and that a window which begins there reaches back into;
     * {@link io.aegis.engine.event.Fact#UNKNOWN} if it reaches into none.
     */
    long reachesBackInto(long windowFromMillis, long atMillis);

    /** An opening of the customer waits for the verdict on the minute of that instant. */
    void awaits(int customer, long atMillis);
}
