package io.aegis.server.simulator;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A stretch in which something was truly so in the simulated world.
 *
 * @param customer null for the platform itself
 * @param kind the rule that should see it, or {@code platform_incident}
 * @param end up to where the world has come, if it lasts
 * @param severity true error rate, or relative move of usage
 * @param provable false if a monitor cannot be asked to find it: too few calls, too small a move
 */
public record TrueEpisode(
        @Nullable String customer,
        String kind,
        String cause,
        Instant onset,
        Instant end,
        boolean lasts,
        double severity,
        boolean provable) {}
