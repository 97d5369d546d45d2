package io.aegis.server.projection;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One step of a usage series.
 *
 * @param p95 milliseconds, null where no call said its latency
 */
public record UsagePoint(
        Instant at,
        long calls,
        long clientErrors,
        long serverErrors,
        @Nullable Integer p95) {}
