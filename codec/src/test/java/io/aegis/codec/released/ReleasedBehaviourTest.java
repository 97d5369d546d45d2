package io.aegis.codec.released;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.codec.event.BrokenBodyException;
import io.aegis.codec.event.EventReader;
import io.aegis.codec.event.Line;
import io.aegis.codec.event.Masking;
import io.aegis.codec.event.PublicEvent;
import io.aegis.codec.event.PublicTick;
import io.aegis.codec.event.RejectedLine;
import io.aegis.codec.rule.RuleFile;
import io.aegis.engine.Engine;
import io.aegis.engine.Entry;
import io.aegis.engine.fleet.Incident;
import io.aegis.engine.intervention.Intervention;
import io.aegis.engine.testing.Golden;
import io.aegis.engine.testing.Recorder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The same lines of events, under the shipped rules, open and end the same interventions for the same reasons. */
final class ReleasedBehaviourTest {

    private static final Golden EVENTS = Golden.of(ReleasedBehaviourTest.class, "events.ndjson");
    private static final Golden TOLD = Golden.of(ReleasedBehaviourTest.class, "told.txt");

    private final Recorder recorder = new Recorder();
    private final Engine engine = new Engine(RuleFile.shipped(), recorder);
    private final List<String> customers = new ArrayList<>();

    @BeforeEach
    void replay() throws BrokenBodyException {
        if (Golden.writes() && !EVENTS.exists()) {
            EVENTS.expectKept(Stories.ndjson(), "");
        }
        Map<String, Integer> numbers = new LinkedHashMap<>();
        EventReader reader = new EventReader(new Masking("0123456789abcdef".getBytes(StandardCharsets.US_ASCII)));
        for (Line line : reader.readLines(EVENTS.text().getBytes(StandardCharsets.UTF_8))) {
            switch (line) {
                case PublicEvent event -> {
                    int number = numbers.computeIfAbsent(event.customer(), id -> numbers.size());
                    engine.apply(new Entry.Event(number, 0, event.atMillis(), event.fact()));
                }
                case PublicTick tick -> engine.apply(new Entry.Tick(tick.atMillis()));
                case RejectedLine rejected -> throw new AssertionError(rejected.toString());
            }
        }
        customers.addAll(numbers.keySet());
    }

    @Test
    void shouldTellWhatTheReleasedBuildTold() {
        StringBuilder told = new StringBuilder();
        recorder.changes().forEach((customer, changes) -> interventions(changes, told));
        engine.incidents().forEach(incident -> incident(incident, told));
        TOLD.expect(told.toString(), """
                Something else is told of the same events than before, which those who upgrade will see.
                If that was not meant, mend it. If it was, write the file anew, read the difference, and say in a line of
                CHANGELOG.md what opens, ends or reads otherwise. The file of events is never changed.""");
    }

    private void interventions(List<Recorder.Change> changes, StringBuilder told) {
        Map<String, List<Recorder.Change>> byId = new LinkedHashMap<>();
        changes.forEach(change ->
                byId.computeIfAbsent(change.now().id(), id -> new ArrayList<>()).add(change));
        byId.values().forEach(one -> {
            Intervention last = one.getLast().now();
            told.append(customers.get(last.customer())).append(": ").append(last.title());
            told.append(" (")
                    .append(last.rule())
                    .append(", ")
                    .append(last.priority().id())
                    .append("), ");
            told.append(last.status().id()).append('\n');
            for (Recorder.Change change : one) {
                told.append("  ").append(Instant.ofEpochMilli(change.entry().atMillis()));
                told.append(' ').append(change.entry().kind());
                told.append(": ").append(change.entry().text()).append('\n');
            }
            told.append("  reason: ").append(last.reason()).append('\n');
            told.append("  diagnosis: ").append(last.diagnosis()).append('\n');
            told.append("  next: ").append(last.recommendedAction()).append("\n\n");
        });
    }

    private static void incident(Incident incident, StringBuilder told) {
        told.append("platform incident\n  from ").append(Instant.ofEpochMilli(incident.startMillis()));
        told.append(" to ").append(Instant.ofEpochMilli(incident.endMillis())).append('\n');
        told.append("  ")
                .append(incident.failing())
                .append(" of ")
                .append(incident.active())
                .append(" customers\n");
    }

    /** Else the file would guard less than is shipped. */
    @Test
    void shouldMakeEachShippedRuleOpenAndEnd() {
        assertThat(RuleFile.shipped().rules()).allSatisfy(rule -> {
            assertThat(recorder.count(rule.id(), "opened"))
                    .as("%s opened", rule.id())
                    .isPositive();
            assertThat(recorder.count(rule.id(), "cleared"))
                    .as("%s cleared", rule.id())
                    .isPositive();
        });
        assertThat(engine.incidents()).isNotEmpty();
    }
}
