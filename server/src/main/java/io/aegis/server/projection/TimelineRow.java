package io.aegis.server.projection;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One entry of an intervention's timeline.
 *
 * @param note what the person wrote with the move
 */
public record TimelineRow(
        Instant at,
        String kind,
        String reason,
        String actor,
        String text,
        @Nullable String note) {}
