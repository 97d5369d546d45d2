package io.aegis.server.backtest;

import io.aegis.codec.journal.JournalRecord;
import io.aegis.engine.Engine;
import io.aegis.engine.Entry;
import io.aegis.engine.Outputs;
import io.aegis.engine.event.CustomerRemoved;
import io.aegis.engine.intervention.Intervention;
import io.aegis.engine.intervention.TimelineEntry;
import io.aegis.engine.rule.RuleSet;
import java.util.LinkedHashMap;
import java.util.Map;

/** One engine over stored history, and the interventions that came of it. */
final class Rerun implements Outputs {

    /** What is compared of an intervention. */
    record Stretch(String id, String rule, int customer, String status, long openedAtMillis, long clearedAtMillis) {}

    private final Map<String, Stretch> stretches = new LinkedHashMap<>();
    private final Engine engine;
    private long refused;

    Rerun(RuleSet rules) {
        engine = new Engine(rules, this);
    }

    Engine engine() {
        return engine;
    }

    Map<String, Stretch> stretches() {
        return stretches;
    }

    long refused() {
        return refused;
    }

    /** Everything but rules, which the caller decides on. */
    void apply(JournalRecord record) {
        switch (record) {
            case JournalRecord.Event event ->
                engine.apply(new Entry.Event(event.customer(), event.source(), event.atMillis(), event.fact()));
            case JournalRecord.Tick tick -> engine.apply(new Entry.Tick(tick.atMillis()));
            case JournalRecord.Check ignored -> engine.apply(new Entry.Check());
            case JournalRecord.Command command ->
                engine.apply(
                        new Entry.Command(command.customer(), command.intervention(), command.move(), command.actor()));
            case JournalRecord.Erased erased -> erased(erased.customer());
            case JournalRecord.Rules ignored -> {}
            case JournalRecord.SourceNamed ignored -> {}
            case JournalRecord.Personal ignored -> {}
            case JournalRecord.Started ignored -> {}
        }
    }

    private void erased(int customer) {
        if (engine.knows(customer)) {
            engine.apply(new Entry.Event(customer, 0, Math.max(0, engine.nowMillis()), new CustomerRemoved()));
        }
    }

    int customers() {
        int count = 0;
        for (int i = 0; i < engine.customerLimit(); i++) {
            count += engine.knows(i) ? 1 : 0;
        }
        return count;
    }

    @Override
    public void intervention(Intervention now, TimelineEntry entry) {
        if (!now.shadow()) {
            stretches.put(
                    now.id(),
                    new Stretch(
                            now.id(),
                            now.rule(),
                            now.customer(),
                            now.status().id(),
                            now.openedAtMillis(),
                            now.clearedAtMillis()));
        }
    }

    @Override
    public void customer(int customer) {
        // Only interventions are compared.
    }

    @Override
    public void refused(Entry.Command command, String reason) {
        refused++;
    }
}
