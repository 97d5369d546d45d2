package io.aegis.simulator.run;

import io.aegis.simulator.world.WorldSettings;

/**
 * How a run stands.
 *
 * @param nowMillis until when the world has run
 * @param cycle the live cycle that runs, from 1; 0 while history is sent
 * @param customers so far
 * @param orders what people have caused so far
 */
public record RunState(
        WorldSettings settings, long intervalMillis, long nowMillis, long cycle, int customers, int orders) {}
