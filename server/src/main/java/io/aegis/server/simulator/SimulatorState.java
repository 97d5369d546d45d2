package io.aegis.server.simulator;

import java.time.Instant;

/**
 * How the simulator stands.
 *
 * @param speed times the usual pace
 * @param phase {@code history} or {@code live}
 * @param now until when the world has run
 * @param cycle the live cycle that runs, from 1; 0 while history is sent
 * @param lapseMs what one cycle stands for
 * @param caused how many orders of people it has carried out
 */
public record SimulatorState(
        long seed,
        boolean paused,
        double speed,
        String phase,
        Instant now,
        long cycle,
        long intervalMs,
        long lapseMs,
        int customers,
        int caused) {}
