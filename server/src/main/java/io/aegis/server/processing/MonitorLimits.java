package io.aegis.server.processing;

import io.aegis.server.projection.Retention;
import java.time.Duration;

/**
 * What the host may hold at most; full means back-pressure, never more memory.
 *
 * @param queueEventsMax events waiting to be journalled, and again waiting to be applied
 * @param batchEventsMax events in one journal row
 * @param customersMax customers altogether
 * @param newCustomersPerHourMax customers first seen through one source within an hour
 * @param recordIdsMax record ids remembered
 * @param retention how long each kind of data is kept
 * @param checkpointEvery how often a cut is taken under load
 */
public record MonitorLimits(
        int queueEventsMax,
        int batchEventsMax,
        int customersMax,
        int newCustomersPerHourMax,
        int recordIdsMax,
        Retention retention,
        Duration checkpointEvery) {

    public static final MonitorLimits DEFAULTS = new MonitorLimits(
            400_000, 20_000, 10_000_000, 10_000_000, 2_000_000, Retention.DEFAULTS, Duration.ofSeconds(30));

    /** The same with what an installation chooses. */
    public MonitorLimits with(Retention kept, Duration checkpoints) {
        return new MonitorLimits(
                queueEventsMax, batchEventsMax, customersMax, newCustomersPerHourMax, recordIdsMax, kept, checkpoints);
    }
}
