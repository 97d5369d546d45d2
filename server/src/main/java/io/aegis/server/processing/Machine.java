package io.aegis.server.processing;

import io.aegis.codec.journal.JournalRecord;
import io.aegis.codec.rule.RuleFile;
import io.aegis.engine.CustomerView;
import io.aegis.engine.Engine;
import io.aegis.engine.Entry;
import io.aegis.engine.Outputs;
import io.aegis.engine.RestoredCustomer;
import io.aegis.engine.fleet.Incident;
import io.aegis.engine.intervention.Intervention;
import io.aegis.engine.intervention.TimelineEntry;
import io.aegis.engine.rule.RuleSet;
import io.aegis.engine.signal.MinuteCalls;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The engine with what this host keeps beside it; applies rows of the journal and gathers what comes of them. One thread. */
final class Machine implements Outputs {

    /** Rows of a backfill are long, and a decision in one is not to wait for its end. */
    private static final long SLICE_NANOS = 5_000_000;

    private static final int SLICE_RECORDS = 64;

    private Engine engine = new Engine(new RuleSet(List.of(), List.of()), this);
    private String rulesYaml = "";
    private final CheckCounters check = new CheckCounters();
    private final BitSet changedSinceCut = new BitSet();
    private final Gathered gathered;
    private final LongSupplier nanoTime;
    private final SortedMap<Integer, String> sources = new TreeMap<>();

    private long position;
    private int ordinal;
    private final int[] expected = new int[Engine.EXPECTED_MAX];
    private @Nullable String note;
    private @Nullable String refusal;

    Machine(Gathered gathered) {
        this(gathered, System::nanoTime);
    }

    Machine(Gathered gathered, LongSupplier nanoTime) {
        this.gathered = gathered;
        this.nanoTime = nanoTime;
    }

    /** Names of sources that were given before. */
    void knownSources(Map<String, Integer> numbers) {
        numbers.forEach((name, number) -> sources.put(number, name));
    }

    /** Names of all sources by their numbers. */
    SortedMap<Integer, String> sources() {
        return sources;
    }

    /** Whether a source counts as silent at that instant. */
    boolean sourceSilent(int source, long atMillis) {
        return engine.sourceSilent(source, atMillis);
    }

    /** Takes up the state of a cut. */
    void restore(String rules, byte[] shared, byte[] host, long atPosition) {
        rulesYaml = rules;
        engine = new Engine(RuleFile.read(rules), this);
        engine.restoreShared(shared);
        position = atPosition;
        engine.incidents().forEach(gathered::incident);
        for (int customer : HostState.read(host, check)) {
            gathered.changed(customer);
        }
    }

    void restore(RestoredCustomer customer) {
        engine.restore(customer);
    }

    /** Carries out every record; attendants are answered through what is gathered. */
    void apply(Applied row) {
        apply(row, () -> {});
    }

    /**
     * Carries out every record.
     *
     * @param between called now and then between two records of a row that takes long, when everything before is gathered
     */
    void apply(Applied row, Runnable between) {
        int attendant = 0;
        List<JournalRecord> records = row.records();
        long sliceNanos = nanoTime.getAsLong();
        for (int place = 0; place < records.size(); place++) {
            if (place % SLICE_RECORDS == SLICE_RECORDS - 1 && nanoTime.getAsLong() - sliceNanos > SLICE_NANOS) {
                gathered.reached(position);
                between.run();
                sliceNanos = nanoTime.getAsLong();
            }
            position = row.position() - records.size() + place + 1;
            ordinal = 0;
            Work attending = null;
            if (attendant < row.attendants().size()
                    && row.attendants().get(attendant).place() == place) {
                attending = row.attendants().get(attendant++).work();
            }
            if (place % Engine.EXPECTED_MAX == 0) {
                expect(records, place);
            }
            apply(records.get(place), row.personal(), place, attending);
        }
        gathered.reached(row.position(), row.events());
    }

    /** Tells the engine whose events the next records are. */
    private void expect(List<JournalRecord> records, int from) {
        int count = 0;
        for (JournalRecord record : records.subList(from, Math.min(records.size(), from + Engine.EXPECTED_MAX))) {
            if (record instanceof JournalRecord.Event event) {
                expected[count++] = event.customer();
            }
        }
        engine.expect(expected, count);
    }

    private void apply(JournalRecord record, Map<Integer, byte[]> personal, int place, @Nullable Work attending) {
        switch (record) {
            case JournalRecord.Event event -> {
                engine.apply(new Entry.Event(event.customer(), event.source(), event.atMillis(), event.fact()));
                gathered.event(position, event.customer(), event.atMillis(), event.fact());
            }
            case JournalRecord.Tick tick -> engine.apply(new Entry.Tick(tick.atMillis()));
            case JournalRecord.Check ignored -> check(attending);
            case JournalRecord.Command command -> command(command, personal.get(place), attending);
            case JournalRecord.Rules rules -> rules(rules, attending);
            case JournalRecord.Personal profile -> {
                byte[] plain = personal.get(place);
                if (plain != null) {
                    gathered.profile(position, profile.customer(), PersonalFields.fields(plain));
                }
            }
            case JournalRecord.Erased erased -> erased(erased, attending);
            case JournalRecord.SourceNamed named -> sources.put(named.source(), named.name());
            case JournalRecord.Started ignored -> {}
        }
    }

    private void check(@Nullable Work attending) {
        long begin = System.nanoTime();
        engine.apply(new Entry.Check());
        double millis = (System.nanoTime() - begin) / 1e6;
        if (attending instanceof Work.Checked checked) {
            gathered.attend(new Gathered.CheckDone(
                    checked, known(), millis, check.opened(), check.cleared(), check.sinceMillis()));
        }
        check.restart(engine.nowMillis());
    }

    private void command(JournalRecord.Command command, byte @Nullable [] plain, @Nullable Work attending) {
        note = plain == null ? null : PersonalFields.note(plain);
        refusal = null;
        engine.apply(new Entry.Command(command.customer(), command.intervention(), command.move(), command.actor()));
        note = null;
        if (attending instanceof Work.Moved moved) {
            gathered.attend(new Gathered.MoveDone(moved, refusal));
        }
    }

    private void rules(JournalRecord.Rules rules, @Nullable Work attending) {
        engine.apply(new Entry.RulesReplaced(RuleFile.read(rules.yaml())));
        rulesYaml = rules.yaml();
        if (attending instanceof Work.RulesGiven given) {
            gathered.attend(new Gathered.RulesDone(given));
        }
    }

    /** The engine keeps its numbers, which say nothing of a person; the customer's state and interventions end. */
    private void erased(JournalRecord.Erased erased, @Nullable Work attending) {
        if (engine.knows(erased.customer())) {
            engine.apply(new Entry.Event(
                    erased.customer(),
                    0,
                    Math.max(0, engine.nowMillis()),
                    new io.aegis.engine.event.CustomerRemoved()));
        }
        gathered.erased(position, erased.customer());
        if (attending instanceof Work.Erasure erasure) {
            gathered.attend(new Gathered.ErasureDone(erasure));
        }
    }

    @Override
    public void intervention(Intervention now, TimelineEntry entry) {
        changedSinceCut.set(now.customer());
        check.count(entry);
        gathered.decision(position, ordinal++, now, entry, note);
    }

    @Override
    public void incident(Incident incident) {
        gathered.incident(incident);
    }

    @Override
    public void customer(int customer) {
        changedSinceCut.set(customer);
        gathered.changed(customer);
    }

    @Override
    public void refused(Entry.Command command, String reason) {
        refusal = reason;
    }

    private int known() {
        int count = 0;
        for (int i = 0; i < engine.customerLimit(); i++) {
            if (engine.knows(i)) {
                count++;
            }
        }
        return count;
    }

    Optional<CustomerView> view(int customer) {
        return engine.knows(customer) ? Optional.of(engine.view(customer)) : Optional.empty();
    }

    SortedMap<String, Long> ruleFaults() {
        return engine.faults();
    }

    List<MinuteCalls> minutes(int customer) {
        return engine.knows(customer) ? engine.minutes(customer) : List.of();
    }

    long position() {
        return position;
    }

    long nowMillis() {
        return engine.nowMillis();
    }

    long nextDueMillis() {
        return engine.nextDueMillis();
    }

    String rulesYaml() {
        return rulesYaml;
    }

    int customerLimit() {
        return engine.customerLimit();
    }

    byte[] snapshotShared() {
        return engine.snapshotShared();
    }

    byte[] snapshotHost(int[] behind) {
        return HostState.write(check, behind);
    }

    /** Empty for a customer that is no more. */
    byte[] snapshot(int customer) {
        return engine.knows(customer) ? engine.snapshot(customer) : new byte[0];
    }

    /** Adds the customers changed since the last call. */
    void addChanged(BitSet to) {
        to.or(changedSinceCut);
        changedSinceCut.clear();
    }
}
