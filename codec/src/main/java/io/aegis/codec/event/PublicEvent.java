package io.aegis.codec.event;

import io.aegis.engine.event.Fact;
import org.jspecify.annotations.Nullable;

/**
 * One event as the outside sends it, its facts apart from what is personal.
 *
 * @param customer the id as sent, 1 to 128 visible characters; not yet resolved
 * @param atMillis epoch milliseconds
 * @param id the sender's id of this event, for counting retries once
 * @param profile the personal part, null where the event has none
 */
public record PublicEvent(
        String customer,
        long atMillis,
        @Nullable String id,
        Fact fact,
        @Nullable Profile profile) implements Line {}
