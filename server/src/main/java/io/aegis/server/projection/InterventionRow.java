package io.aegis.server.projection;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An intervention as lists show it. Component names in snake case are the fields of the REST interface.
 *
 * @param customer the customer's id
 * @param internal whether the customer's tags say internal or test
 * @param clearedAt when it ended, null while live
 */
public record InterventionRow(
        String id,
        String rule,
        String title,
        String customer,
        String customerName,
        String tier,
        @Nullable Double mrr,
        @Nullable String currency,
        @Nullable String owner,
        boolean internal,
        String priority,
        String status,
        Instant openedAt,
        @Nullable Instant clearedAt,
        int reopenings,
        String reason,
        @Nullable String endReason,
        String diagnosis,
        String recommendedAction,
        @Nullable String heldBy,
        @Nullable String assignee,
        @Nullable Instant acknowledgedAt,
        @Nullable Instant snoozedUntil,
        Instant updatedAt) {}
