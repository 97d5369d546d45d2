package io.aegis.engine.testing;

import io.aegis.engine.Engine;
import io.aegis.engine.Entry;
import io.aegis.engine.Outputs;
import io.aegis.engine.RestoredCustomer;
import io.aegis.engine.rule.RuleSet;
import java.util.List;
import java.util.SplittableRandom;

/** The engine in a plain loop, without any host, which can be put away and taken up again from its snapshots. */
public final class Loop {

    private final Outputs outputs;
    private RuleSet rules;
    private Engine engine;

    public Loop(RuleSet rules, Outputs outputs) {
        this.outputs = outputs;
        this.rules = rules;
        this.engine = new Engine(rules, outputs);
    }

    public void apply(Entry entry) {
        engine.apply(entry);
        if (entry instanceof Entry.RulesReplaced replaced) {
            rules = replaced.rules();
        }
    }

    /** Goes on with an engine that knows nothing but what the snapshots say. */
    public void restart() {
        Engine next = new Engine(rules, outputs);
        next.restoreShared(engine.snapshotShared());
        for (int customer = 0; customer < engine.customerLimit(); customer++) {
            if (engine.knows(customer)) {
                next.restore(RestoredCustomer.of(customer, engine.snapshot(customer)));
            }
        }
        engine = next;
    }

    /** Applies entries, and restarts before a share of them. */
    public Loop run(List<Entry> entries, long seed, double restarts) {
        SplittableRandom random = new SplittableRandom(seed);
        for (Entry entry : entries) {
            if (random.nextDouble() < restarts) {
                restart();
            }
            apply(entry);
        }
        return this;
    }

    /** This loop as a host that restarts before a share of the entries. */
    public static Host host(long seed, double restarts) {
        return history -> {
            Told told = new Told();
            new Loop(history.rules(), told).run(history.entries(), seed, restarts);
            return told;
        };
    }
}
