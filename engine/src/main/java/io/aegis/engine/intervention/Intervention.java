package io.aegis.engine.intervention;

import io.aegis.engine.rule.Priority;
import org.jspecify.annotations.Nullable;

/**
 * One stretch of time in which one rule held for one customer.
 *
 * @param id made from rule, customer number and opening time, so that a replay makes the same one
 * @param clearedAtMillis when it ended, {@link io.aegis.engine.event.Fact#UNKNOWN} while live
 * @param reopenings how often it matched again within the rule's cool-down and was continued
 * @param reason why it opened, in plain words
 * @param endReason machine-readable ({@code condition_cleared}, {@code no_more_data}, …), null while live
 * @param diagnosis the likely cause in plain words
 * @param recommendedAction the next step for the person who takes it
 * @param shadow its rule is only tried: recorded, not shown
 * @param heldBy rule id or incident that holds it back, null unless {@code held}
 */
public record Intervention(
        String id,
        int customer,
        String rule,
        String title,
        Priority priority,
        Status status,
        long openedAtMillis,
        long clearedAtMillis,
        int reopenings,
        String reason,
        @Nullable String endReason,
        String diagnosis,
        String recommendedAction,
        @Nullable String heldBy,
        @Nullable String assignee,
        long acknowledgedAtMillis,
        long snoozedUntilMillis,
        boolean shadow,
        Evidence opening,
        Evidence latest) {}
