package io.aegis.engine;

import io.aegis.engine.event.ApiCalls;
import io.aegis.engine.event.CustomerRemoved;
import io.aegis.engine.event.Fact;
import io.aegis.engine.fleet.Fleet;
import io.aegis.engine.fleet.Incident;
import io.aegis.engine.intervention.Gate;
import io.aegis.engine.intervention.Intervention;
import io.aegis.engine.intervention.TimelineEntry;
import io.aegis.engine.rule.RuleException;
import io.aegis.engine.rule.RuleSet;
import io.aegis.engine.signal.MinuteCalls;
import io.aegis.engine.signal.Pace;
import io.aegis.engine.signal.Signal;
import io.aegis.engine.snapshot.SnapshotReader;
import io.aegis.engine.snapshot.SnapshotWriter;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The monitor's deciding core. One thread applies entries in journal order; nothing else may touch an instance.
 *
 * <p>A host restores it from a cut (all customers' snapshots and the shared one, taken between two entries) and applies
 * the entries after the cut; the outputs are then those of an engine that never stopped.
 */
public final class Engine {

    /** The most that {@link #expect} may be told at once. */
    public static final int EXPECTED_MAX = 32;

    private static final int SHARED_VERSION = 4;
    /** 5xx answers alone were counted. */
    private static final int SHARED_VERSION_BEFORE_KINDS = 3;
    /** Without who had verdicts of late. */
    private static final int SHARED_VERSION_BEFORE_LATE = 2;
    /** Without the minutes that the fleet has decided on. */
    private static final int SHARED_VERSION_BEFORE_MINUTES = 1;

    private static final long MINUTE = 60_000;
    private static final long HOUR = 3_600_000;
    private static final long DAY = 86_400_000;

    private final Outputs outputs;
    private final BiConsumer<Intervention, TimelineEntry> told;
    private final DueQueue due = new DueQueue();
    private @Nullable Customer[] customers = new Customer[16];
    /** When a customer was removed; its events before that are dropped. */
    private final TreeMap<Integer, Long> removed = new TreeMap<>();

    private final Fleet fleet = new Fleet();
    private final Ahead ahead = new Ahead();
    private final SourceSilence silence = new SourceSilence(fleet.sources);
    private final Attendance attendance = new Attendance(fleet.platform);
    private final Gate gate = new FleetGate(fleet);

    private int limit;
    private long now = -1;
    private RulesInForce rules;

    /** @throws RuleException if a condition cannot be compiled */
    public Engine(RuleSet rules, Outputs outputs) {
        this.outputs = outputs;
        this.told = outputs::intervention;
        this.rules = new RulesInForce(rules, silence);
    }

    /** Carries out one entry; outputs are told before it returns. */
    public void apply(Entry entry) {
        switch (entry) {
            case Entry.Event event -> event(event.customer(), event.source(), event.atMillis(), event.fact());
            case Entry.Tick tick -> tick(tick.atMillis());
            case Entry.Check ignored -> check();
            case Entry.Command command -> command(command);
            case Entry.RulesReplaced replaced -> replace(replaced.rules());
        }
    }

    /**
     * Says whose events come next, so that waiting for their state overlaps. Optional, and without any effect on what is
     * decided.
     *
     * @param count of the customers that count, at most {@value #EXPECTED_MAX}
     */
    public void expect(int[] next, int count) {
        ahead.expect(customers, limit, next, count);
    }

    /** The latest tick, epoch milliseconds; -1 before the first. */
    public long nowMillis() {
        return now;
    }

    /** Earliest instant at which something falls due, {@link Long#MAX_VALUE} if nothing will. */
    public long nextDueMillis() {
        settleQueue();
        int verdict = fleet.firstWaiting();
        long next = verdict == Integer.MAX_VALUE ? Long.MAX_VALUE : (verdict + 1) * MINUTE;
        return Math.min(next, due.firstMillis());
    }

    /** One more than the highest customer number seen. */
    public int customerLimit() {
        return limit;
    }

    /** False for numbers never seen and for customers removed. */
    public boolean knows(int customer) {
        return customer >= 0 && customer < limit && customers[customer] != null;
    }

    private void event(int number, int source, long atMillis, Fact fact) {
        Long left = removed.isEmpty() ? null : removed.get(number);
        if (left != null && atMillis <= left) {
            return;
        }
        Customer customer = customer(number);
        long until = untilOf(fact, atMillis);
        long at = Math.max(timeOf(customer), until);
        passTo(customer, at);
        customer.timeMillis = at;
        if (fact instanceof CustomerRemoved) {
            remove(customer, atMillis);
            return;
        }
        seen(customer, source, until, at);
        attendance.count(customer, fact, (int) Math.floorDiv(at, MINUTE), rules.expected());
        silence.source = customer.source;
        customer.advance(at, silence);
        boolean failed = customer.fold(fact, atMillis, at, rules.expected(), silence);
        boolean had = customer.keepsAny();
        Pace came = customer.takeMoved() ? Pace.FACT : failed ? Pace.FAILURE : customer.paceOfGoodCall();
        int awake = rules.look(customer, at, came, silent(customer, at), gate, told);
        boolean earlier = rules.wakesEarlier(customer, awake);
        if (had || came == Pace.FACT || earlier || customer.keepsAny()) {
            schedule(customer, at, awake);
        }
        outputs.customer(customer.number);
    }

    /** Tells the fleet that the customer is there. */
    private void seen(Customer customer, int source, long until, long at) {
        int day = (int) Math.floorDiv(at, DAY);
        customer.source = source;
        fleet.sources.seen(source, until, day > customer.activeDay);
        customer.activeDay = Math.max(day, customer.activeDay);
    }

    /** Calls already added up are told at the end of their span. */
    private static long untilOf(Fact fact, long atMillis) {
        return fact instanceof ApiCalls calls ? Math.max(atMillis, calls.untilMillis()) : atMillis;
    }

    private void remove(Customer customer, long atMillis) {
        customer.lifecycle().endAll(customer.timeMillis, "customer_removed", List.of(), told);
        customers[customer.number] = null;
        removed.put(customer.number, atMillis);
        outputs.customer(customer.number);
    }

    private void tick(long atMillis) {
        if (atMillis < now) {
            return;
        }
        long complete = Math.floorDiv(atMillis, MINUTE) - 1;
        for (long minute = nextMinute(); minute <= complete; minute = nextMinute()) {
            passDues((minute + 1) * MINUTE - 1);
            if (fleet.nextMinute() <= minute) {
                verdict(fleet.nextMinute());
            }
        }
        passDues(atMillis);
        now = atMillis;
    }

    /** The next minute in which something falls due, and may open, or on which the fleet has to decide. */
    private long nextMinute() {
        return Math.min(fleet.nextMinute(), Math.floorDiv(due.firstMillis(), MINUTE));
    }

    /** What falls due up to and at that instant happens at all customers, in order. */
    private void passDues(long atMillis) {
        while (due.firstMillis() <= atMillis) {
            Customer customer = takeFirst();
            if (customer != null) {
                passTo(customer, Math.min(atMillis, customer.dueMillis));
                outputs.customer(customer.number);
            }
        }
    }

    /** The fleet decides on a minute that is complete. */
    private void verdict(int minute) {
        long end = (minute + 1) * MINUTE;
        List<Incident> changed = fleet.platform.publish(minute);
        changed.forEach(outputs::incident);
        fleet.take(minute).forEach(number -> decide(number, end));
        for (Incident each : changed) {
            if (each.over()) {
                fleet.free(each.id()).forEach(number -> free(number, each, end));
            } else {
                int from = (int) Math.floorDiv(each.startMillis(), MINUTE);
                fleet.decidedSince(from).forEach(number -> holdBack(number, each, end));
            }
        }
    }

    private void decide(int number, long end) {
        Customer customer = knows(number) ? customers[number] : null;
        if (customer != null) {
            customer.lifecycle().verdict(end, gate, told);
            settle(customer, end);
        }
    }

    /** What opened since the start of an incident that is known only now. */
    private void holdBack(int number, Incident begun, long end) {
        Customer customer = knows(number) ? customers[number] : null;
        if (customer != null && customer.lifecycle().incidentBegan(begun, end, told)) {
            fleet.hold(begun.id(), number);
            settle(customer, end);
        }
    }

    private void free(int number, Incident over, long end) {
        Customer customer = knows(number) ? customers[number] : null;
        if (customer != null) {
            customer.lifecycle().incidentOver(over.id(), end, told);
            settle(customer, end);
        }
    }

    /** What falls due at the very end of the minute comes after the verdict, so it is still to come. */
    private void settle(Customer customer, long end) {
        customer.timeMillis = Math.max(end - 1, customer.timeMillis);
        silence.source = customer.source;
        customer.advance(customer.timeMillis, silence);
        schedule(customer, customer.timeMillis, customer.awake);
        outputs.customer(customer.number);
    }

    /** The customer whose turn it is; null if its turn has moved. */
    private @Nullable Customer takeFirst() {
        long at = due.firstMillis();
        Customer customer = customers[due.firstCustomer()];
        due.removeFirst();
        if (customer == null || customer.queuedMillis != at) {
            return null;
        }
        customer.queuedMillis = Long.MAX_VALUE;
        if (customer.dueMillis > at) {
            enqueue(customer);
            return null;
        }
        return customer;
    }

    private void settleQueue() {
        while (!due.isEmpty()) {
            Customer first = customers[due.firstCustomer()];
            long at = due.firstMillis();
            if (first != null && first.queuedMillis == at && first.dueMillis <= at) {
                return;
            }
            takeFirst();
        }
    }

    /** What falls due up to and at that instant happens, in order, each at its own time. */
    private void passTo(Customer customer, long atMillis) {
        while (customer.dueMillis <= atMillis) {
            long at = customer.dueMillis;
            customer.timeMillis = Math.max(customer.timeMillis, at);
            silence.source = customer.source;
            customer.advance(at, silence);
            evaluate(customer, at);
        }
    }

    private void evaluate(Customer customer, long at) {
        customer.takeMoved();
        int awake = rules.look(customer, at, Pace.FACT, silent(customer, at), gate, told);
        schedule(customer, at, awake);
    }

    /** Whether nothing can be said of what it leaves undone, because its source is silent. */
    private boolean silent(Customer customer, long at) {
        return rules.freeze() && fleet.sources.silentAt(customer.source, at);
    }

    private void schedule(Customer customer, long at, int awake) {
        silence.source = customer.source;
        long next = rules.plan(customer, at, awake, gate);
        if (rules.standStill() && silence.lasts(at)) {
            next = Math.min(next, (Math.floorDiv(at, HOUR) + 1) * HOUR);
        }
        customer.dueMillis = next;
        enqueue(customer);
    }

    private void enqueue(Customer customer) {
        if (customer.dueMillis < customer.queuedMillis) {
            customer.queuedMillis = customer.dueMillis;
            due.add(customer.dueMillis, customer.number);
        }
    }

    private void check() {
        for (int i = 0; i < limit; i++) {
            Customer customer = customers[i];
            if (customer != null) {
                long at = timeOf(customer);
                silence.source = customer.source;
                customer.advance(at, silence);
                evaluate(customer, at);
            }
        }
    }

    private void command(Entry.Command command) {
        Customer customer = knows(command.customer()) ? customers[command.customer()] : null;
        if (customer == null) {
            outputs.refused(command, "the customer is gone");
            return;
        }
        long at = timeOf(customer);
        passTo(customer, at);
        customer.timeMillis = at;
        String refused = customer.lifecycle()
                .move(command.intervention(), command.move(), command.actor(), at, rules.byId(), told);
        if (refused != null) {
            outputs.refused(command, refused);
            return;
        }
        silence.source = customer.source;
        customer.advance(at, silence);
        evaluate(customer, at);
        outputs.customer(customer.number);
    }

    private void replace(RuleSet next) {
        rules = new RulesInForce(next, silence);
        List<String> inForce = rules.ids();
        for (int i = 0; i < limit; i++) {
            Customer customer = customers[i];
            if (customer != null) {
                long at = timeOf(customer);
                customer.lifecycle().endAll(at, "rule_removed", inForce, told);
                silence.source = customer.source;
                customer.advance(at, silence);
                evaluate(customer, at);
                outputs.customer(i);
            }
        }
    }

    private long timeOf(Customer customer) {
        return Math.max(now, customer.timeMillis);
    }

    private void makeRoomFor(int number) {
        if (number >= customers.length) {
            customers = Arrays.copyOf(customers, Math.max(customers.length * 2, number + 1));
        }
        limit = Math.max(limit, number + 1);
    }

    private Customer customer(int number) {
        makeRoomFor(number);
        Customer customer = customers[number];
        if (customer == null) {
            customer = new Customer(number);
            customers[number] = customer;
        }
        return customer;
    }

    private Customer known(int number) {
        Customer customer = knows(number) ? customers[number] : null;
        if (customer == null) {
            throw new IllegalArgumentException("customer (" + number + ") is not known");
        }
        return customer;
    }

    /** The customer's calls by minute over about the last hour, minutes without any left out. */
    public List<MinuteCalls> minutes(int number) {
        return known(number).minutes();
    }

    /** All that is known of the customer, evaluated at its time without changing its state. */
    public CustomerView view(int number) {
        return view(number, timeOf(known(number)));
    }

    /**
     * The same, evaluated at an instant.
     *
     * @param atMillis not before the customer's time
     */
    public CustomerView view(int number, long atMillis) {
        Customer copy = Customer.restore(number, known(number).snapshot());
        long at = Math.max(atMillis, timeOf(copy));
        return Viewing.of(copy, at, fleet.sources, rules.byId());
    }

    /** One customer's state, versioned; restored by {@link #restore}. */
    public byte[] snapshot(int customer) {
        return known(customer).snapshot();
    }

    /** State that belongs to no single customer: time, fleet. */
    public byte[] snapshotShared() {
        SnapshotWriter out = new SnapshotWriter();
        out.number(SHARED_VERSION);
        out.number(now);
        out.number(removed.size());
        removed.forEach((customer, at) -> {
            out.number(customer);
            out.number(at);
        });
        fleet.write(out);
        return out.toBytes();
    }

    /** Takes up a customer as it was when {@link #snapshot} was taken. */
    public void restore(RestoredCustomer restored) {
        Customer customer = restored.customer();
        makeRoomFor(customer.number);
        customers[customer.number] = customer;
        schedule(customer, customer.timeMillis, customer.awake);
    }

    /** Restores what {@link #snapshotShared} gave; the rules in force are those of the constructor. */
    public void restoreShared(byte[] snapshot) {
        SnapshotReader in = new SnapshotReader(snapshot);
        int version = in.integer();
        if (version < SHARED_VERSION_BEFORE_MINUTES || version > SHARED_VERSION) {
            throw new IllegalArgumentException("shared snapshot has version (" + version + "), this build reads ("
                    + SHARED_VERSION + "): start the version that wrote it");
        }
        now = in.number();
        for (int i = in.integer(); i > 0; i--) {
            removed.put(in.integer(), in.number());
        }
        if (version > SHARED_VERSION_BEFORE_KINDS) {
            fleet.read(in);
        } else {
            fleet.readServerAlone(in, version > SHARED_VERSION_BEFORE_MINUTES, version > SHARED_VERSION_BEFORE_LATE);
        }
    }

    /** Platform incidents of the last time, oldest first. */
    public List<Incident> incidents() {
        return fleet.platform.incidents();
    }

    /** Whether a source was silent for its customers at once, as far as is known at that instant. */
    public boolean sourceSilent(int source, long atMillis) {
        return fleet.sources.silentAt(source, atMillis);
    }

    /** How often a rule's conditions failed while evaluating, by rule; those that never did are left out. */
    public SortedMap<String, Long> faults() {
        return rules.faults();
    }

    /** Names of all signals that a condition may read, sorted. */
    public static List<String> signalNames() {
        return Arrays.stream(Signal.values()).map(Signal::id).sorted().toList();
    }
}
