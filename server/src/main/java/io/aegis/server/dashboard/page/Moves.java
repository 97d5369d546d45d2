package io.aegis.server.dashboard.page;

import io.aegis.server.projection.InterventionRow;

/** What a person can do with an intervention from where it stands; the lifecycle has the last word. */
public record Moves(boolean acknowledge, boolean assign, boolean snooze, boolean close, boolean undo) {

    public static final Moves NONE = new Moves(false, false, false, false, false);

    public static Moves of(InterventionRow row) {
        return switch (row.status()) {
            case "open" -> new Moves(row.acknowledgedAt() == null, true, true, true, false);
            case "recovered" -> new Moves(row.acknowledgedAt() == null, true, false, true, false);
            case "snoozed" -> new Moves(false, true, false, true, true);
            case "dismissed", "resolved" -> new Moves(false, false, false, false, true);
            default -> NONE;
        };
    }
}
