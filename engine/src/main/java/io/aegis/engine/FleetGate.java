package io.aegis.engine;

import io.aegis.engine.fleet.Fleet;
import io.aegis.engine.intervention.Gate;

/** Puts the lifecycle's questions to the fleet stage. */
record FleetGate(Fleet fleet) implements Gate {

    @Override
    public long reachesBackInto(long windowFromMillis, long atMillis) {
        return fleet.platform.reachesBackInto(windowFromMillis, atMillis);
    }

    @Override
    public void awaits(int customer, long atMillis) {
        fleet.await(customer, (int) Math.floorDiv(atMillis, 60_000L));
    }
}
