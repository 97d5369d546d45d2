package io.aegis.server.processing;

import io.aegis.server.projection.InterventionRow;

/** What became of a person's move; given once every read shows it. */
public sealed interface CommandResult {

    /** @param now the intervention after the move */
    record Done(InterventionRow now) implements CommandResult {}

    /**
     * The lifecycle does not have this move from where the intervention stands.
     *
     * @param now the intervention, unchanged
     */
    record Conflict(String reason, InterventionRow now) implements CommandResult {}

    /** No intervention has this id. */
    record NotFound() implements CommandResult {}
}
