package io.aegis.engine;

import io.aegis.engine.rule.CompiledRule;
import io.aegis.engine.signal.Signal;
import io.aegis.engine.signal.Watch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What to watch for each set of rules that may come to match by time alone; made when first asked for. */
final class Watches {

    static final int TOLD_APART = 31;

    private final CompiledRule[] rules;
    private final Set<Signal> everRead;
    private final Map<Key, Watch> made = new HashMap<>();
    private Key latest = new Key(0, 0);
    private Watch latestMade;

    /** Sets of rules, as bits. */
    private record Key(int awake, int restless) {}

    Watches(CompiledRule[] rules) {
        this.rules = rules;
        this.everRead = CompiledRule.watched(List.of(rules)).keySet();
        this.latestMade = make(latest);
    }

    /** The bit of the rule at that place; rules far down the list share the last one, and so watch together. */
    static int bit(int place) {
        return 1 << Math.min(place, TOLD_APART);
    }

    /**
     * @param awake rules that may come to match by time alone
     * @param restless those among them that wait for more than the clock
     */
    Watch of(int awake, int restless) {
        if (awake != latest.awake || restless != latest.restless) {
            latest = new Key(awake, restless);
            latestMade = made.computeIfAbsent(latest, this::make);
        }
        return latestMade;
    }

    private Watch make(Key key) {
        return new Watch(
                CompiledRule.watched(among(key.awake)),
                CompiledRule.watched(among(key.restless)).keySet(),
                everRead);
    }

    private List<CompiledRule> among(int bits) {
        List<CompiledRule> among = new ArrayList<>();
        for (int i = 0; i < rules.length; i++) {
            if ((bits & bit(i)) != 0) {
                among.add(rules[i]);
            }
        }
        return among;
    }
}
