package io.aegis.server.backtest;

import io.aegis.server.backtest.BacktestResult.Change;
import io.aegis.server.backtest.BacktestResult.Difference;
import io.aegis.server.backtest.BacktestResult.RuleCounts;
import io.aegis.server.backtest.Rerun.Stretch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Brings the interventions of two runs together: those of the same customer and rule that overlap in time are one that
 * changed, the others are new or gone.
 */
final class Comparison {

    private final IntFunction<String> names;
    private final long fromMillis;
    private final List<Difference> differences = new ArrayList<>();
    private final Map<String, int[]> counts = new TreeMap<>();

    Comparison(IntFunction<String> names, long fromMillis) {
        this.names = names;
        this.fromMillis = fromMillis;
    }

    void compare(Collection<Stretch> before, Collection<Stretch> after) {
        Map<String, List<Stretch>> left = new LinkedHashMap<>();
        before.stream().filter(this::asked).forEach(one -> {
            left.computeIfAbsent(key(one), k -> new ArrayList<>()).add(one);
            count(one, 0);
        });
        for (Stretch one : after) {
            if (asked(one)) {
                count(one, 1);
                Stretch match = taken(left.getOrDefault(key(one), List.of()), one);
                settle(match, one);
            }
        }
        left.values()
                .forEach(rest -> rest.forEach(one -> {
                    count(one, 4);
                    differences.add(difference(Change.GONE, one, null));
                }));
        differences.sort(Comparator.comparing(Difference::openedAt)
                .thenComparing(Difference::rule)
                .thenComparing(Difference::customer));
    }

    private void settle(@Nullable Stretch before, Stretch after) {
        if (before == null) {
            count(after, 5);
            differences.add(difference(Change.NEW, after, null));
        } else if (before.openedAtMillis() == after.openedAtMillis()
                && before.clearedAtMillis() == after.clearedAtMillis()
                && before.status().equals(after.status())) {
            count(after, 2);
        } else {
            count(after, 3);
            differences.add(difference(Change.CHANGED, after, before));
        }
    }

    private boolean asked(Stretch one) {
        return one.openedAtMillis() >= fromMillis || one.clearedAtMillis() < 0 || one.clearedAtMillis() >= fromMillis;
    }

    private static String key(Stretch one) {
        return one.customer() + " " + one.rule();
    }

    /** The one with the same id, else the first that overlaps; it is taken out. */
    private static @Nullable Stretch taken(List<Stretch> candidates, Stretch one) {
        Stretch found = null;
        for (Stretch candidate : candidates) {
            if (candidate.id().equals(one.id())) {
                found = candidate;
                break;
            }
            if (found == null && overlaps(candidate, one)) {
                found = candidate;
            }
        }
        if (found != null) {
            candidates.remove(found);
        }
        return found;
    }

    private static boolean overlaps(Stretch one, Stretch other) {
        return one.openedAtMillis() <= end(other) && other.openedAtMillis() <= end(one);
    }

    private static long end(Stretch one) {
        return one.clearedAtMillis() < 0 ? Long.MAX_VALUE : one.clearedAtMillis();
    }

    private void count(Stretch one, int place) {
        counts.computeIfAbsent(one.rule(), rule -> new int[6])[place]++;
    }

    private Difference difference(Change change, Stretch one, @Nullable Stretch before) {
        return new Difference(
                change.name().toLowerCase(Locale.ROOT),
                one.rule(),
                names.apply(one.customer()),
                Instant.ofEpochMilli(one.openedAtMillis()),
                instant(one.clearedAtMillis()),
                one.status(),
                before == null ? null : Instant.ofEpochMilli(before.openedAtMillis()),
                before == null ? null : instant(before.clearedAtMillis()));
    }

    private static @Nullable Instant instant(long millis) {
        return millis < 0 ? null : Instant.ofEpochMilli(millis);
    }

    List<Difference> differences() {
        return differences;
    }

    /** @param rules that are told even where nothing opened */
    SortedMap<String, RuleCounts> counts(Collection<String> rules) {
        rules.forEach(rule -> counts.putIfAbsent(rule, new int[6]));
        SortedMap<String, RuleCounts> told = new TreeMap<>();
        counts.forEach((rule, n) -> told.put(rule, new RuleCounts(n[0], n[1], n[2], n[3], n[4], n[5])));
        return told;
    }
}
