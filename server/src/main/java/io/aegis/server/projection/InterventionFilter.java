package io.aegis.server.projection;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which interventions; null does not restrict.
 *
 * @param statuses empty for all
 * @param customer the customer's id
 */
public record InterventionFilter(
        List<String> statuses,
        @Nullable String rule,
        @Nullable String customer,
        @Nullable String priority,
        @Nullable String assignee,
        @Nullable String tier,
        @Nullable String owner) {

    public static final InterventionFilter ALL = new InterventionFilter(List.of(), null, null, null, null, null, null);

    public static final InterventionFilter OPEN =
            new InterventionFilter(List.of("open"), null, null, null, null, null, null);

    public InterventionFilter {
        statuses = List.copyOf(statuses);
    }
}
