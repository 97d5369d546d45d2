package io.aegis.server.dashboard.page;

import io.aegis.server.dashboard.chart.Sparkline;
import io.aegis.server.projection.InterventionRow;

/**
 * One line of the inbox.
 *
 * @param leaves true when it no longer belongs into the list it is shown in
 */
public record InboxRow(InterventionRow data, Sparkline spark, boolean leaves) {

    /** Place in an order by urgency; critical first. */
    public int urgency() {
        return switch (data.priority()) {
            case "critical" -> 0;
            case "high" -> 1;
            case "medium" -> 2;
            default -> 3;
        };
    }

    /** How it ended or why it left the list, in plain words. */
    public String farewell() {
        String end = data.endReason();
        if (end == null) {
            return Wording.label(data.status());
        }
        return Wording.label(data.status()) + ": " + Endings.words(end);
    }
}
