package io.aegis.cli.bench;

import io.aegis.engine.Engine;
import io.aegis.engine.Entry;
import io.aegis.engine.rule.RuleSet;

/** The engine over a workload, with a tick each minute of event time. */
final class EngineContender implements Contender {

    private static final int MINUTE_MILLIS = 60_000;

    private final String id;
    private final RuleSet rules;
    private final String scoredRule;
    private final int[] expected = new int[Engine.EXPECTED_MAX];

    /** @param scoredRule whose openings are scored against the incidents */
    EngineContender(String id, RuleSet rules, String scoredRule) {
        this.id = id;
        this.rules = rules;
        this.scoredRule = scoredRule;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Outcome run(Workload workload, int calls) {
        OpeningCollector collector = new OpeningCollector(scoredRule);
        Engine engine = new Engine(rules, collector);
        engine.apply(new Entry.Tick(workload.startMillis()));
        long tickMillis = workload.startMillis() + MINUTE_MILLIS;
        for (int call = 0; call < calls; call++) {
            long at = workload.atMillis(call);
            while (at >= tickMillis) {
                engine.apply(new Entry.Tick(tickMillis));
                tickMillis += MINUTE_MILLIS;
            }
            if (call % Engine.EXPECTED_MAX == 0) {
                expect(engine, workload, call, Math.min(Engine.EXPECTED_MAX, calls - call));
            }
            engine.apply(new Entry.Event(workload.customer(call), 0, at, workload.fact(call)));
        }
        engine.apply(new Entry.Tick(tickMillis));
        engine.apply(new Entry.Tick(tickMillis + MINUTE_MILLIS));
        return new Outcome(engine, collector.openings());
    }

    /** As a host does that applies events in batches. */
    private void expect(Engine engine, Workload workload, int from, int count) {
        for (int i = 0; i < count; i++) {
            expected[i] = workload.customer(from + i);
        }
        engine.expect(expected, count);
    }
}
