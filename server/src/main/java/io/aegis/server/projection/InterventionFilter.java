package io.aegis.server.projection;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which interventions; null does not restrict.
 *
 * @param statuses empty for all
 * @param customer the customer's id
 * @param internal whether those of internal and test customers are among them
 */
public record InterventionFilter(
        List<String> statuses,
        @Nullable String rule,
        @Nullable String customer,
        @Nullable String priority,
        @Nullable String assignee,
        @Nullable String tier,
        @Nullable String owner,
        boolean internal) {

    public static final InterventionFilter ALL =
            new InterventionFilter(List.of(), null, null, null, null, null, null, true);

    public static final InterventionFilter OPEN =
            new InterventionFilter(List.of("open"), null, null, null, null, null, null, true);

    public InterventionFilter {
        statuses = List.copyOf(statuses);
    }
}
