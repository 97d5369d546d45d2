package io.aegis.server.processing;

/**
 * What Run Monitor Check found.
 *
 * @param checked customers evaluated
 * @param open interventions open now
 * @param opened since the previous check by anyone
 * @param cleared since the previous check by anyone
 * @param sinceMillis event time of the previous check; -1 at the first
 */
public record CheckResult(
        long checked, double durationMillis, long open, long opened, long cleared, long sinceMillis) {}
