package io.aegis.cli.replay;

import io.aegis.codec.event.PublicEvent;
import io.aegis.engine.Engine;
import io.aegis.engine.Entry;
import io.aegis.engine.Outputs;
import io.aegis.engine.fleet.Incident;
import io.aegis.engine.intervention.Intervention;
import io.aegis.engine.intervention.TimelineEntry;
import io.aegis.engine.rule.RuleSet;
import io.aegis.formats.identity.Directory;
import io.aegis.formats.identity.Door;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The monitor in this process, without a database: the same directory and engine that the server runs. */
final class OfflineMonitor implements Target {

    /** All files are one source, as one token is for a server. */
    private static final int SOURCE = 0;

    private final Directory directory = new Directory();
    private final Map<String, Intervention> interventions = new LinkedHashMap<>();
    private final Map<String, Incident> incidents = new LinkedHashMap<>();
    private final Engine engine;
    private final Tally tally;
    private final BitSet active = new BitSet();

    OfflineMonitor(RuleSet rules, CompanyIds ids, Tally tally) {
        ids.tell(directory);
        this.tally = tally;
        this.engine = new Engine(rules, new Outputs() {
            @Override
            public void intervention(Intervention now, TimelineEntry entry) {
                interventions.put(now.id(), now);
            }

            @Override
            public void incident(Incident incident) {
                incidents.put(incident.id(), incident);
            }

            @Override
            public void customer(int customer) {
                // Views are not asked for here.
            }

            @Override
            public void refused(Entry.Command command, String reason) {
                throw new IllegalStateException("a replay gives no commands");
            }
        });
    }

    @Override
    public void event(PublicEvent event, Place place) {
        int number = directory.attribute(null, Door.OWN, event, learned -> {});
        if (number < 0) {
            tally.unattributed++;
            return;
        }
        if (!active.get(number)) {
            active.set(number);
            tally.customers++;
        }
        engine.apply(new Entry.Event(number, SOURCE, event.atMillis(), event.fact()));
    }

    @Override
    public void tick(long atMillis) {
        engine.apply(new Entry.Tick(atMillis));
    }

    @Override
    public void finish() {}

    /** As they stand now, in the order in which they first came up. */
    Collection<Intervention> interventions() {
        return interventions.values();
    }

    /** Platform incidents, in the order in which they began. */
    Collection<Incident> incidents() {
        return incidents.values();
    }

    /** The company's own id; null for what concerns no single customer. */
    @Nullable
    String customerId(int number) {
        return directory.id(number);
    }
}
