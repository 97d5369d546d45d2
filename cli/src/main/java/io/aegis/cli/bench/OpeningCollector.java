package io.aegis.cli.bench;

import io.aegis.engine.Entry;
import io.aegis.engine.Outputs;
import io.aegis.engine.intervention.Intervention;
import io.aegis.engine.intervention.TimelineEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Keeps the openings of one rule, and counts those of all. */
final class OpeningCollector implements Outputs {

    private final String rule;
    private final List<Opening> openings = new ArrayList<>();
    private final TreeMap<String, Long> openedByRule = new TreeMap<>();
    private long customerChanges;

    OpeningCollector(String rule) {
        this.rule = rule;
    }

    @Override
    public void intervention(Intervention now, TimelineEntry entry) {
        if (!entry.kind().equals("opened") && !entry.kind().equals("released")) {
            return;
        }
        openedByRule.merge(now.rule(), 1L, Long::sum);
        if (now.rule().equals(rule)) {
            openings.add(new Opening(now.customer(), now.openedAtMillis()));
        }
    }

    @Override
    public void customer(int customer) {
        customerChanges++;
    }

    @Override
    public void refused(Entry.Command command, String reason) {
        throw new IllegalStateException("a benchmark gives no commands, and one was refused: " + reason);
    }

    List<Opening> openings() {
        return openings;
    }

    SortedMap<String, Long> openedByRule() {
        return openedByRule;
    }

    long customerChanges() {
        return customerChanges;
    }
}
