package io.aegis.engine.testing;

import io.aegis.engine.Entry;
import io.aegis.engine.Outputs;
import io.aegis.engine.intervention.Intervention;
import io.aegis.engine.intervention.TimelineEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Keeps what an engine told, by customer. */
public final class Recorder implements Outputs {

    /** One change, as it was told. */
    public record Change(Intervention now, TimelineEntry entry) {}

    private final Map<Integer, List<Change>> changes = new TreeMap<>();
    private final List<String> refusals = new ArrayList<>();

    @Override
    public void intervention(Intervention now, TimelineEntry entry) {
        changes.computeIfAbsent(now.customer(), c -> new ArrayList<>()).add(new Change(now, entry));
    }

    @Override
    public void customer(int customer) {}

    @Override
    public void refused(Entry.Command command, String reason) {
        refusals.add(command.customer() + " " + command.move() + ": " + reason);
    }

    public Map<Integer, List<Change>> changes() {
        return changes;
    }

    public List<Change> of(int customer) {
        return changes.getOrDefault(customer, List.of());
    }

    public List<String> refusals() {
        return refusals;
    }

    /** How often a rule's interventions changed in that way. */
    public long count(String rule, String kind) {
        return changes.values().stream()
                .flatMap(List::stream)
                .filter(change -> change.now().rule().equals(rule)
                        && change.entry().kind().equals(kind))
                .count();
    }
}
