package io.aegis.server.projection;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A customer as lists show it. Component names in snake case are the fields of the REST interface.
 *
 * @param number the dense number of the journal; not part of the interface
 * @param name the id where no name is known
 * @param errorRate null while unknown
 * @param internal whether its tags say internal or test
 * @param openInterventions rules that are open for it, most urgent first
 */
public record CustomerRow(
        @JsonIgnore int number,
        String id,
        String name,
        String tier,
        String stage,
        String health,
        double engagementScore,
        long callsTotal,
        @Nullable Instant lastCallAt,
        @Nullable Double errorRate,
        @Nullable String usageTrend,
        @Nullable Double mrr,
        @Nullable String currency,
        String subscriptionStatus,
        @Nullable String owner,
        List<String> tags,
        boolean internal,
        List<String> openInterventions,
        Instant updatedAt) {
    public CustomerRow {
        tags = List.copyOf(tags);
        openInterventions = List.copyOf(openInterventions);
    }
}
