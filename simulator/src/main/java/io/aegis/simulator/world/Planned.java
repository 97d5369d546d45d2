package io.aegis.simulator.world;

import org.jspecify.annotations.Nullable;

/**
 * An episode that a scenario or a person brings about, besides those of the life stories.
 *
 * @param customer id of the company; null: {@code share} of those that fit
 * @param kind rule id that should see it, or {@code platform_incident}
 * @param cause way to fail, null for any; only for errors
 * @param severity share of calls that fail, or relative move of the rate of use
 */
public record Planned(
        @Nullable String customer,
        double share,
        String kind,
        @Nullable String cause,
        long onsetMillis,
        long durationMillis,
        double severity) {}
