package io.aegis.engine;

import io.aegis.engine.fleet.Fleet;
import io.aegis.engine.fleet.Incident;
import io.aegis.engine.intervention.Gate;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts the lifecycle's questions to the fleet stage. */
record FleetGate(Fleet fleet) implements Gate {

    @Override
    public long reachesBackInto(Set<Incident.Kind> kinds, long windowFromMillis, long atMillis) {
        return fleet.platform.reachesBackInto(kinds, windowFromMillis, atMillis);
    }

    @Override
    public void awaits(int customer, long atMillis) {
        fleet.await(customer, (int) Math.floorDiv(atMillis, 60_000L));
    }

    @Override
    public @Nullable Incident incidentAt(Set<Incident.Kind> kinds, long atMillis) {
        return fleet.platform.at(kinds, atMillis);
    }

    @Override
    public void holds(Incident incident, int customer) {
        fleet.hold(incident.id(), customer);
    }
}
