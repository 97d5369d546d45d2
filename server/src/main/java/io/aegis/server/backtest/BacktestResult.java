package io.aegis.server.backtest;

import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What would have been different.
 *
 * @param from start of the history that was run again, or of what was asked for
 * @param to its end
 * @param events that were run
 * @param rules by rule, those that neither set has left out
 * @param differences the first {@link #DIFFERENCES_MAX}, by opening time
 * @param movesNotFitting recorded moves of people on interventions that the tried rules do not have
 */
public record BacktestResult(
        Instant from,
        Instant to,
        long events,
        int customers,
        SortedMap<String, RuleCounts> rules,
        List<Difference> differences,
        long differencesTotal,
        long movesNotFitting) {

    public static final int DIFFERENCES_MAX = 1_000;

    public BacktestResult {
        differences = List.copyOf(differences);
    }

    /**
     * Interventions of one rule that opened in the time asked for.
     *
     * @param openedBefore under the rules of their time
     * @param openedAfter under the tried rules
     * @param same in both, with equal times
     * @param changed in both, overlapping, with other times
     */
    public record RuleCounts(int openedBefore, int openedAfter, int same, int changed, int onlyBefore, int onlyAfter) {}

    /** What became of one intervention. */
    public enum Change {
        NEW,
        GONE,
        CHANGED
    }

    /**
     * One intervention that differs; times are those under the tried rules, of one that is gone those it had.
     *
     * @param change the {@link Change} in lower case
     * @param clearedAt null while live
     * @param openedBefore where it is in both runs, when it opened under the rules of its time
     */
    public record Difference(
            String change,
            String rule,
            String customer,
            Instant openedAt,
            @Nullable Instant clearedAt,
            String status,
            @Nullable Instant openedBefore,
            @Nullable Instant clearedBefore) {}
}
