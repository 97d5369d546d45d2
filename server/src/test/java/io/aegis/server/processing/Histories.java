package io.aegis.server.processing;

import io.aegis.codec.event.Line;
import io.aegis.codec.event.PublicEvent;
import io.aegis.codec.event.PublicTick;
import io.aegis.codec.event.RejectedLine;
import io.aegis.codec.rule.RuleFile;
import io.aegis.engine.Engine;
import io.aegis.engine.Entry;
import io.aegis.engine.Outputs;
import io.aegis.engine.intervention.Intervention;
import io.aegis.engine.intervention.TimelineEntry;
import io.aegis.formats.identity.Directory;
import io.aegis.formats.identity.Door;
import io.aegis.server.projection.InterventionRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The same history through a plain loop around the engine, to compare hosts with. */
final class Histories {

    private Histories() {}

    static String line(InterventionRow row) {
        return String.join(
                " ",
                row.rule(),
                row.customer(),
                row.status(),
                row.openedAt().toString(),
                String.valueOf(row.clearedAt()),
                String.valueOf(row.reopenings()),
                row.reason(),
                String.valueOf(row.endReason()));
    }

    static List<String> plain(List<List<Line>> history) {
        Loop loop = new Loop();
        Engine engine = new Engine(RuleFile.shipped(), loop);
        Directory directory = new Directory();
        Set<String> seen = new HashSet<>();
        for (List<Line> batch : history) {
            for (Line line : batch) {
                switch (line) {
                    case PublicEvent event -> {
                        if (event.id() == null || seen.add(event.id())) {
                            int customer = directory.attribute("test", Door.OWN, event, learned -> {});
                            engine.apply(new Entry.Event(customer, 0, event.atMillis(), event.fact()));
                        }
                    }
                    case PublicTick tick -> engine.apply(new Entry.Tick(tick.atMillis()));
                    case RejectedLine rejected -> throw new AssertionError(rejected.toString());
                }
            }
        }
        return loop.last.values().stream()
                .sorted(Comparator.comparingLong(Intervention::openedAtMillis).thenComparing(Intervention::id))
                .map(now -> String.join(
                        " ",
                        now.rule(),
                        directory.id(now.customer()),
                        now.status().id(),
                        Instant.ofEpochMilli(now.openedAtMillis()).toString(),
                        now.clearedAtMillis() < 0
                                ? "null"
                                : Instant.ofEpochMilli(now.clearedAtMillis()).toString(),
                        Integer.toString(now.reopenings()),
                        now.reason(),
                        String.valueOf(now.endReason())))
                .toList();
    }

    private static final class Loop implements Outputs {
        final Map<String, Intervention> last = new LinkedHashMap<>();
        final List<TimelineEntry> entries = new ArrayList<>();

        @Override
        public void intervention(Intervention now, TimelineEntry entry) {
            last.put(now.id(), now);
            entries.add(entry);
        }

        @Override
        public void customer(int customer) {}

        @Override
        public void refused(Entry.Command command, String reason) {
            throw new AssertionError(reason);
        }
    }
}
