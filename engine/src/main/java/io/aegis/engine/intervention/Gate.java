package io.aegis.engine.intervention;

import io.aegis.engine.fleet.Incident;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the lifecycle asks of the fleet stage. */
public interface Gate {

    /**
     * End of the latest platform incident of one of those kinds that is over and that a window which begins there reaches
     * back into; {@link io.aegis.engine.event.Fact#UNKNOWN} if it reaches into none.
     */
    long reachesBackInto(Set<Incident.Kind> kinds, long windowFromMillis, long atMillis);

    /** An opening of the customer waits for the verdict on the minute of that instant. */
    void awaits(int customer, long atMillis);

    /** The platform incident of one of those kinds of which that instant is part, null if none. */
    @Nullable
    Incident incidentAt(Set<Incident.Kind> kinds, long atMillis);

    /** Something of the customer is held by the incident. */
    void holds(Incident incident, int customer);
}
