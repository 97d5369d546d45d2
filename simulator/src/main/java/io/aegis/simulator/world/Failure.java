package io.aegis.simulator.world;

import java.util.List;

/**
 * One way in which an integration fails, as {@code failures.yaml} describes it.
 *
 * @param statuses what failing calls answer, one drawn for each
 * @param oneRoute on one route only, else on all
 * @param low least share of all calls that fail while it lasts
 * @param creeps grows from the usual rate to its peak over the whole episode
 * @param latency factor on the latency of failing calls
 */
record Failure(
        String cause,
        List<Integer> statuses,
        boolean oneRoute,
        double weight,
        double low,
        double high,
        boolean creeps,
        double latency,
        double relapseChance) {

    Failure {
        statuses = List.copyOf(statuses);
    }
}
