package io.aegis.server.projection;

import io.aegis.engine.intervention.Intervention;
import io.aegis.engine.intervention.TimelineEntry;
import org.jspecify.annotations.Nullable;

/**
 * A change of an intervention as the engine told it.
 *
 * @param position of the journal's record that it comes from
 * @param ordinal of it within that record, so that a replay writes the same entry
 * @param note what a person wrote with it
 */
public record Decision(
        long position,
        int ordinal,
        Intervention now,
        TimelineEntry entry,
        @Nullable String note) {}
