package io.aegis.server.projection;

import io.aegis.engine.intervention.Evidence;
import java.util.List;

/**
 * One intervention in full.
 *
 * @param opening what its rule saw when it opened
 * @param latest what its rule saw last
 * @param timeline oldest first
 */
public record InterventionDetail(InterventionRow row, Evidence opening, Evidence latest, List<TimelineRow> timeline) {}
