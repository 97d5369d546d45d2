package io.aegis.server.processing;

import io.aegis.engine.CustomerView;
import io.aegis.engine.event.CustomerUpdate;
import io.aegis.engine.event.Fact;
import io.aegis.engine.event.Subscription;
import io.aegis.engine.fleet.Incident;
import io.aegis.engine.intervention.Intervention;
import io.aegis.engine.intervention.TimelineEntry;
import io.aegis.server.projection.Decision;
import io.aegis.server.projection.Happening;
import io.aegis.server.projection.ProfileChange;
import io.aegis.server.projection.TableBatch;
import io.aegis.server.projection.TableWriter;
import io.aegis.server.projection.UsageTotals;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** What the engine decided that is not in the tables yet. One thread. */
final class Gathered {

    private static final int ROWS_MAX = 2_000;
    private static final int AT_ONCE = 16;
    private static final long BUSY_NANOS = 2_000_000;
    private static final long IDLE_NANOS = 20_000_000;
    private static final long USAGE_EVERY_NANOS = 800_000_000L;
    private static final long USAGE_LATE_NANOS = 10_000_000_000L;
    private static final int USAGE_SMALL = 5_000;
    private static final int DECISIONS_MAX = 50_000;
    private static final int HOURS_MAX = 2_000_000;

    private final TableWriter.Reached reachedBefore;
    private final ChangedCustomers changed = new ChangedCustomers();
    private List<Decision> decisions = new ArrayList<>();
    private List<ProfileChange> profiles = new ArrayList<>();
    private List<Integer> erased = new ArrayList<>();
    private List<Incident> incidents = new ArrayList<>();
    private List<Happening> happenings = new ArrayList<>();
    private Map<Integer, String> currencies = new HashMap<>();
    private List<Done> done = new ArrayList<>();
    private UsageTotals usage = new UsageTotals();
    private long usageFlushedNanos = System.nanoTime();
    private long decidedNanos;
    private boolean rowsHanded;
    private long position;
    private long handedPosition;
    private volatile long appliedPosition;
    private volatile long appliedEvents;

    /** @param reached what the tables hold already, which a replay must not add again */
    Gathered(TableWriter.Reached reached) {
        this.reachedBefore = reached;
        this.handedPosition = reached.decisions();
    }

    /** Somebody's wish that is carried out and waits for the tables. */
    sealed interface Done {}

    record CheckDone(Work.Checked work, int checked, double millis, long opened, long cleared, long sinceMillis)
            implements Done {}

    record MoveDone(Work.Moved work, @Nullable String refusal) implements Done {}

    record RulesDone(Work.RulesGiven work) implements Done {}

    record ErasureDone(Work.Erasure work) implements Done {}

    /**
     * A batch for the tables, and who waits for it.
     *
     * @param decidedNanos when the engine took the first of its decisions
     */
    record Ready(TableBatch batch, List<Done> done, long decidedNanos) {}

    void decision(long at, int ordinal, Intervention now, TimelineEntry entry, @Nullable String note) {
        if (at > reachedBefore.decisions()) {
            if (decisions.isEmpty()) {
                decidedNanos = System.nanoTime();
            }
            decisions.add(new Decision(at, ordinal, now, entry, note));
        }
    }

    void changed(int customer) {
        changed.add(customer, nowMillis());
    }

    /** Counts a call, and keeps what happened with keys and bills, and in which currency. */
    void event(long at, int customer, long atMillis, Fact fact) {
        if (at > reachedBefore.usage()) {
            usage.add(customer, atMillis, fact);
        }
        if (at > reachedBefore.decisions()) {
            String kind = Happening.kindOf(fact);
            if (kind != null) {
                happenings.add(new Happening(customer, atMillis, kind));
            }
            if (fact instanceof CustomerUpdate update) {
                created(customer, update);
            }
            if (fact instanceof Subscription told && told.currency() != null && Double.isFinite(told.mrr())) {
                currencies.put(customer, told.currency());
            }
        }
    }

    /** A field of the record that the engine needs as well, so that it does not come with the personal ones. */
    private void created(int customer, CustomerUpdate update) {
        if (update.has(CustomerUpdate.CREATED_AT)) {
            long millis = update.createdAtMillis();
            String json = millis < 0 ? "null" : "\"" + Instant.ofEpochMilli(millis) + "\"";
            profiles.add(new ProfileChange(customer, Map.of("created_at", json)));
        }
    }

    void profile(long at, int customer, Map<String, String> fields) {
        if (at > reachedBefore.decisions() && !fields.isEmpty()) {
            profiles.add(new ProfileChange(customer, fields));
        }
    }

    void erased(long at, int customer) {
        if (at > reachedBefore.decisions()) {
            erased.add(customer);
        }
    }

    /** Told again by a recovery too: the table takes it twice. */
    void incident(Incident incident) {
        incidents.add(incident);
    }

    void attend(Done waiting) {
        done.add(waiting);
    }

    /** Everything up to there is applied and gathered. */
    void reached(long at) {
        position = at;
        appliedPosition = at;
    }

    /** The same at the end of a row. */
    void reached(long at, long events) {
        reached(at);
        appliedEvents = events;
    }

    long appliedPosition() {
        return appliedPosition;
    }

    long appliedEvents() {
        return appliedEvents;
    }

    void startAt(long at, long events) {
        reached(at, events);
    }

    /** Customers whose rows are behind. */
    int[] behind() {
        return changed.all();
    }

    boolean isEmpty() {
        return decisions.isEmpty()
                && profiles.isEmpty()
                && erased.isEmpty()
                && incidents.isEmpty()
                && happenings.isEmpty()
                && currencies.isEmpty()
                && done.isEmpty()
                && changed.isEmpty()
                && usage.size() == 0;
    }

    /** More than memory should hold. */
    boolean isTooLarge() {
        return decisions.size() + profiles.size() + happenings.size() + currencies.size() > DECISIONS_MAX
                || usage.size() > HOURS_MAX;
    }

    /**
     * The next batch, null when nothing is due.
     *
     * @param busy rows of the journal wait: few customers are evaluated
     * @param bare also when there is nothing but the position that was reached
     */
    @Nullable
    Ready take(IntFunction<Optional<CustomerView>> views, boolean bare, boolean busy) {
        boolean decided = !decisions.isEmpty()
                || !profiles.isEmpty()
                || !erased.isEmpty()
                || !incidents.isEmpty()
                || !happenings.isEmpty()
                || !currencies.isEmpty()
                || !done.isEmpty();
        if (!decided && !changed.isReady(nowMillis()) && !(bare && handedPosition < position)) {
            return null;
        }
        List<CustomerView> rows = new ArrayList<>();
        List<Integer> removed = new ArrayList<>();
        // Rows make a transaction long; where events wait, a decision is not to wait for them.
        if (!(busy && decided && rowsHanded)) {
            evaluate(views, busy ? BUSY_NANOS : IDLE_NANOS, rows, removed);
        }
        rowsHanded = !rows.isEmpty();
        TableBatch batch =
                new TableBatch(position, decisions, rows, removed, profiles, erased, incidents, happenings, currencies);
        Ready ready = new Ready(batch, done, decidedNanos);
        handedPosition = position;
        decisions = new ArrayList<>();
        profiles = new ArrayList<>();
        erased = new ArrayList<>();
        incidents = new ArrayList<>();
        happenings = new ArrayList<>();
        currencies = new HashMap<>();
        done = new ArrayList<>();
        return ready;
    }

    /** As many customers as fit into the time: evaluating one costs far more than applying an event. */
    private void evaluate(
            IntFunction<Optional<CustomerView>> views, long nanos, List<CustomerView> rows, List<Integer> removed) {
        long end = System.nanoTime() + nanos;
        do {
            List<Integer> numbers = changed.take(AT_ONCE, nowMillis());
            if (numbers.isEmpty()) {
                return;
            }
            for (int number : numbers) {
                views.apply(number).ifPresentOrElse(rows::add, () -> removed.add(number));
            }
        } while (rows.size() < ROWS_MAX && System.nanoTime() < end);
    }

    /** Calls to be counted, null when they can wait. */
    @Nullable
    Counted takeUsageWhenDue() {
        long waited = System.nanoTime() - usageFlushedNanos;
        boolean due = waited > USAGE_LATE_NANOS || (waited > USAGE_EVERY_NANOS && usage.size() < USAGE_SMALL);
        return due && usage.size() > 0 ? takeUsage() : null;
    }

    /** Calls to be counted, none perhaps, and the position up to which they are all. */
    Counted takeUsage() {
        Counted counted = new Counted(position, usage);
        usage = new UsageTotals();
        usageFlushedNanos = System.nanoTime();
        return counted;
    }

    /** Calls up to a position that the tables do not have yet. */
    record Counted(long position, UsageTotals totals) {}

    private static int nowMillis() {
        return (int) (System.nanoTime() / 1_000_000) | 1;
    }
}
