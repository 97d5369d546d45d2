package io.aegis.engine;

import io.aegis.engine.rule.CompiledRule;
import io.aegis.engine.signal.Watch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What to watch for each set of rules that may come to match by time alone; made when first asked for. */
final class Watches {

    static final int TOLD_APART = 63;

    private final CompiledRule[] rules;
    private final Map<Long, Watch> made = new TreeMap<>();
    private long latest;
    private Watch latestMade;

    Watches(CompiledRule[] rules) {
        this.rules = rules;
        this.latestMade = make(0);
        made.put(0L, latestMade);
    }

    /** The bit of the rule at that place; rules far down the list share the last one, and so watch together. */
    static long bit(int place) {
        return 1L << Math.min(place, TOLD_APART);
    }

    Watch of(long awake) {
        if (awake != latest) {
            latestMade = made.computeIfAbsent(awake, this::make);
            latest = awake;
        }
        return latestMade;
    }

    private Watch make(long awake) {
        List<CompiledRule> watched = new ArrayList<>();
        for (int i = 0; i < rules.length; i++) {
            if ((awake & bit(i)) != 0) {
                watched.add(rules[i]);
            }
        }
        return new Watch(CompiledRule.watched(watched));
    }
}
