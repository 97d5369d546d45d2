package io.aegis.simulator.score;

import org.jspecify.annotations.Nullable;

/**
 * One intervention of a monitor's history, as far as a score needs it.
 *
 * @param customer id as in the events, null for what concerns no single customer
 * @param clearedMillis -1 while it lasts
 * @param held it was held back under its cause: it may find an episode and is never a false alarm
 */
public record Opening(
        String rule, @Nullable String customer, long openedMillis, long clearedMillis, int reopenings, boolean held) {}
