package io.aegis.engine.testing;

import io.aegis.engine.Entry;
import io.aegis.engine.Outputs;
import io.aegis.engine.fleet.Incident;
import io.aegis.engine.intervention.Evidence;
import io.aegis.engine.intervention.Intervention;
import io.aegis.engine.intervention.TimelineEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All that a host told of a history, in lines that can be compared: each intervention as it is at the end, and its past. */
public final class Told implements Outputs {

    private final SortedMap<String, String> last = new TreeMap<>();
    private final SortedMap<String, List<String>> past = new TreeMap<>();
    private final SortedMap<String, String> incidents = new TreeMap<>();
    private final List<String> refusals = new ArrayList<>();

    @Override
    public void intervention(Intervention now, TimelineEntry entry) {
        intervention(
                now.id(),
                Stream.of(
                        now.rule(),
                        now.title(),
                        now.priority().id(),
                        now.status().id(),
                        instant(now.openedAtMillis()),
                        instant(now.clearedAtMillis()),
                        now.reopenings(),
                        now.reason(),
                        now.endReason(),
                        now.diagnosis(),
                        now.recommendedAction(),
                        now.heldBy(),
                        now.assignee(),
                        instant(now.acknowledgedAtMillis()),
                        instant(now.snoozedUntilMillis())),
                now.opening(),
                instant(now.clearedAtMillis()) == null ? null : now.latest());
        change(now.id(), instant(entry.atMillis()), entry.kind(), entry.reason(), entry.actor(), entry.text());
    }

    /**
     * How it is now; what was said of it before is replaced.
     *
     * @param latest null unless it has ended: of one that has not a host may show what its rule sees now
     */
    public void intervention(String id, Stream<@Nullable Object> fields, Evidence opening, @Nullable Evidence latest) {
        last.put(id, line(fields) + "\n    " + opening + "\n    " + latest);
    }

    /** One change of an intervention, after those that were told before. */
    public void change(String id, @Nullable Instant at, String kind, String reason, String actor, String text) {
        past.computeIfAbsent(id, known -> new ArrayList<>()).add(line(Stream.of(at, kind, reason, actor, text)));
    }

    private static String line(Stream<?> fields) {
        return fields.map(String::valueOf).collect(Collectors.joining(" | "));
    }

    /** Null stands for what has not happened. */
    private static @Nullable Instant instant(long millis) {
        return millis < 0 ? null : Instant.ofEpochMilli(millis);
    }

    @Override
    public void customer(int customer) {}

    @Override
    public void incident(Incident incident) {
        incident(incident.id(), instant(incident.toldFromMillis()), instant(incident.endMillis()));
    }

    /** A platform incident as it is now. */
    public void incident(String id, @Nullable Instant start, @Nullable Instant end) {
        incidents.put(id, line(Stream.of(id, start, end)));
    }

    @Override
    public void refused(Entry.Command command, String reason) {
        refused(command.intervention(), reason);
    }

    /** A person's move could not be carried out. */
    public void refused(String intervention, String reason) {
        refusals.add(intervention + " | " + reason);
    }

    /** Each intervention by its id: how it is, then its changes in order. */
    public List<String> interventions() {
        return last.entrySet().stream()
                .map(one -> one.getKey() + " | " + one.getValue() + "\n  "
                        + String.join("\n  ", past.getOrDefault(one.getKey(), List.of())))
                .toList();
    }

    public List<String> incidents() {
        return List.copyOf(incidents.values());
    }

    /** Of people's moves, in the order in which they were made. */
    public List<String> refusals() {
        return refusals;
    }

    /** Whether a change of that kind was told of any intervention. */
    public boolean changed(String kind) {
        return past.values().stream().flatMap(List::stream).anyMatch(line -> line.contains(" | " + kind + " | "));
    }
}
