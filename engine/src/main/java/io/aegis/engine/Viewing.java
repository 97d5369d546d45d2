package io.aegis.engine;

import io.aegis.engine.event.Stage;
import io.aegis.engine.fleet.Sources;
import io.aegis.engine.intervention.Intervention;
import io.aegis.engine.intervention.Lifecycle;
import io.aegis.engine.intervention.Witness;
import io.aegis.engine.rule.CompiledRule;
import io.aegis.engine.signal.Health;
import io.aegis.engine.signal.Measures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the view of a customer from a copy of its state. */
final class Viewing {

    private Viewing() {}

    static CustomerView of(Customer copy, long at, Sources sources, Map<String, CompiledRule> rules) {
        SourceSilence silent = new SourceSilence(sources);
        silent.source = copy.source;
        copy.advance(at, silent);
        Measures seen = new Measures();
        seen.look(copy, at, silent);
        List<Long> stageTimes = new ArrayList<>();
        for (Stage stage : Stage.values()) {
            stageTimes.add(seen.stageReachedAt(stage));
        }
        List<CustomerView.ScorePart> parts = Health.parts(seen).stream()
                .map(part -> new CustomerView.ScorePart(part.name(), part.share() * part.pointsMax(), part.pointsMax()))
                .toList();
        List<Intervention> live = copy.lifecycle().live().stream()
                .map(one -> latest(one, rules.get(one.rule()), seen))
                .toList();
        return new CustomerView(
                copy.number,
                at,
                seen.tier(),
                seen.stage(),
                seen.subscriptionStatus(),
                seen.all(CustomerView.UNKNOWN),
                stageTimes,
                parts,
                Witness.failing(seen),
                live);
    }

    private static Intervention latest(Intervention one, @Nullable CompiledRule rule, Measures seen) {
        return rule == null ? one : Lifecycle.withLatest(one, Witness.evidence(rule, seen));
    }
}
