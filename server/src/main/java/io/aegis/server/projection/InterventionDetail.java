package io.aegis.server.projection;

import io.aegis.engine.intervention.Evidence;
import java.util.List;

/**
 * One intervention in full.
 *
 * @param opening what its rule saw when it opened
 * @param latest what its rule sees now, or saw last where it has ended
 * @param timeline oldest first
 */
public record InterventionDetail(InterventionRow row, Evidence opening, Evidence latest, List<TimelineRow> timeline) {}
