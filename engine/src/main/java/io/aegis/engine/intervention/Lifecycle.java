package io.aegis.engine.intervention;

import io.aegis.engine.event.Fact;
import io.aegis.engine.fleet.Incident;
import io.aegis.engine.rule.CompiledRule;
import io.aegis.engine.rule.Rule;
import io.aegis.engine.rule.Truth;
import io.aegis.engine.signal.Measures;
import io.aegis.engine.snapshot.SnapshotReader;
import io.aegis.engine.snapshot.SnapshotWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The interventions of one customer: opens, holds, continues and ends them as rules hold and people move them. */
public final class Lifecycle {

    /** Who acts when nobody does. */
    public static final String ENGINE = "aegis";

    private final int customer;
    /** One list for the many of whom nothing is kept. */
    private static final List<Case> NONE = List.of();

    private List<Case> cases = NONE;

    public Lifecycle(int customer) {
        this.customer = customer;
    }

    /** Looks at one rule at the instant of the measures, and makes what follows from it. */
    public void look(CompiledRule rule, Measures m, Gate gate, BiConsumer<Intervention, TimelineEntry> told) {
        Case of = find(rule.id());
        if (of != null && of.live()) {
            live(of, rule, m, told);
            return;
        }
        if (!rule.holds(m)) {
            if (of != null) {
                of.whenSince = Case.NOT;
                of.windowFrom = Case.NOT;
                of.mustCease = false;
                if (of.idle(m.now())) {
                    remove(of);
                }
            }
            return;
        }
        if (of == null) {
            of = new Case(rule.id());
            add(of);
        }
        if (!of.mustCease) {
            matched(of, rule, m, gate, told);
        }
    }

    private void matched(
            Case of, CompiledRule rule, Measures m, Gate gate, BiConsumer<Intervention, TimelineEntry> told) {
        long now = m.now();
        if (of.whenSince == Case.NOT) {
            of.whenSince = now;
        }
        if (now < due(of.whenSince, rule.rule().forMillis())) {
            return;
        }
        Intervention last = of.current;
        boolean afresh = last == null || now >= of.quietUntil;
        if (!afresh && (last == null || last.status() != Status.CLEARED)) {
            return;
        }
        of.kinds = rule.fleet() ? Verdicts.mayExplain(rule, m) : Set.of();
        if (!of.kinds.isEmpty()) {
            of.windowFrom = Verdicts.windowFrom(rule, m, of.kinds, gate);
            if (Verdicts.reachesBackInto(of.kinds, of.windowFrom, now, gate) != Fact.UNKNOWN) {
                return;
            }
            of.awaited.add(new Awaited(now, of.kinds, of.windowFrom));
            gate.awaits(customer, now);
        } else {
            of.windowFrom = Case.NOT;
        }
        if (afresh) {
            open(of, rule, m, told);
        } else {
            reopen(of, rule, m, told);
        }
    }

    /**
     * The fleet's verdict on a minute, which openings in it waited for.
     *
     * @param endMillis of the minute
     */
    public void verdict(long endMillis, Gate gate, BiConsumer<Intervention, TimelineEntry> told) {
        for (Case of : List.copyOf(cases)) {
            Verdicts.decide(of, endMillis, gate, told);
        }
    }

    /**
     * A platform incident is known to have begun, and what opened since its start and may be explained by it becomes part
     * of it, unless it has ended or a person has put it off.
     *
     * @param endMillis of the minute with whose verdict the incident is known
     * @return whether something did
     */
    public boolean incidentBegan(Incident incident, long endMillis, BiConsumer<Intervention, TimelineEntry> told) {
        boolean some = false;
        for (Case of : cases) {
            if (Verdicts.joins(of, incident, endMillis)) {
                Verdicts.join(of, incident.id(), endMillis, told);
                some = true;
            }
        }
        return some;
    }

    /** A platform incident is over, and with it what was held as part of it. */
    public void incidentOver(String incident, long atMillis, BiConsumer<Intervention, TimelineEntry> told) {
        for (Case of : cases) {
            Intervention current = of.current;
            if (current != null && current.status() == Status.HELD && incident.equals(current.heldBy())) {
                Edit edit = new Edit(current).end(Status.CLEARED, atMillis, "incident_over");
                close(of, atMillis, 0);
                Verdicts.tell(
                        of,
                        edit.done(),
                        new TimelineEntry(atMillis, "cleared", "incident_over", ENGINE, Endings.text("incident_over")),
                        told);
            }
        }
    }

    private void open(Case of, CompiledRule rule, Measures m, BiConsumer<Intervention, TimelineEntry> told) {
        long now = m.now();
        String holder = holder(rule);
        Explanation why = Explanation.of(rule, m);
        Evidence evidence = Witness.evidence(rule, m);
        Intervention opened = new Intervention(
                rule.id() + "-" + customer + "-" + now,
                customer,
                rule.id(),
                rule.rule().title(),
                rule.rule().priority(),
                holder == null ? Status.OPEN : Status.HELD,
                now,
                Fact.UNKNOWN,
                0,
                why.reason(),
                null,
                why.diagnosis(),
                why.recommendedAction(),
                holder,
                null,
                Fact.UNKNOWN,
                Fact.UNKNOWN,
                rule.rule().mode() == Rule.Mode.SHADOW,
                evidence,
                evidence);
        begin(of, rule, m);
        String kind = holder == null ? "opened" : "held";
        String reason = holder == null ? "condition_met" : "held_by_" + holder;
        Verdicts.tell(of, opened, new TimelineEntry(now, kind, reason, ENGINE, why.reason()), told);
    }

    private void reopen(Case of, CompiledRule rule, Measures m, BiConsumer<Intervention, TimelineEntry> told) {
        Intervention last = java.util.Objects.requireNonNull(of.current);
        String holder = holder(rule);
        Edit edit = new Edit(last).open();
        edit.reopenings++;
        edit.explanation = Explanation.of(rule, m);
        edit.latest = Witness.evidence(rule, m);
        if (holder != null) {
            edit.status = Status.HELD;
            edit.heldBy = holder;
        }
        begin(of, rule, m);
        String text = "matched again within the cool-down: " + edit.explanation.reason();
        Verdicts.tell(of, edit.done(), new TimelineEntry(m.now(), "reopened", "condition_met", ENGINE, text), told);
    }

    /** What counts the time of an opening starts with it, whenever it is looked at next. */
    private static void begin(Case of, CompiledRule rule, Measures m) {
        of.openSince = m.now();
        of.whenSince = Case.NOT;
        of.clearSince = Case.NOT;
        of.unknownSince = rule.clear(m) == Truth.UNKNOWN ? m.now() : Case.NOT;
        of.quietUntil = Case.NOT;
    }

    private void live(Case of, CompiledRule rule, Measures m, BiConsumer<Intervention, TimelineEntry> told) {
        long now = m.now();
        Truth clear = rule.clear(m);
        of.clearSince = clear != Truth.TRUE ? Case.NOT : of.clearSince == Case.NOT ? now : of.clearSince;
        of.unknownSince = clear != Truth.UNKNOWN ? Case.NOT : of.unknownSince == Case.NOT ? now : of.unknownSince;
        Rule plain = rule.rule();
        Intervention current = java.util.Objects.requireNonNull(of.current);
        if (of.clearSince != Case.NOT && now >= due(of.clearSince, plain.keepOpenForMillis())) {
            recovered(of, rule, m, told);
        } else if (of.unknownSince != Case.NOT && now >= due(of.unknownSince, plain.unknownClearAfterMillis())) {
            end(of, rule, m, "no_more_data", told);
        } else if (now >= due(of.openSince, plain.settleAfterMillis())) {
            end(of, rule, m, "settled_lower", told);
        } else if (current.status() == Status.HELD
                && rule.holders().contains(current.heldBy())
                && holder(rule) == null) {
            release(of, rule, m, told);
        } else if (current.status() == Status.SNOOZED && now >= current.snoozedUntilMillis()) {
            Edit edit = new Edit(current).open();
            Verdicts.tell(
                    of, edit.done(), new TimelineEntry(now, "woken", "snooze_ended", ENGINE, "the snooze ended"), told);
        } else if (current.status() == Status.RECOVERED && of.clearSince == Case.NOT) {
            Edit edit = new Edit(current).open();
            TimelineEntry entry = new TimelineEntry(
                    now, "reopened", "condition_met", ENGINE, "the condition no longer reads as recovered");
            Verdicts.tell(of, edit.done(), entry, told);
        }
    }

    private void recovered(Case of, CompiledRule rule, Measures m, BiConsumer<Intervention, TimelineEntry> told) {
        Intervention current = java.util.Objects.requireNonNull(of.current);
        if (rule.rule().autoClear() || current.status() == Status.HELD) {
            end(of, rule, m, "condition_cleared", told);
        } else if (current.status() != Status.RECOVERED) {
            Edit edit = new Edit(current);
            edit.status = Status.RECOVERED;
            edit.latest = Witness.evidence(rule, m);
            TimelineEntry entry = new TimelineEntry(
                    m.now(), "recovered", "condition_cleared", ENGINE, "recovered; waits for a person to close it");
            Verdicts.tell(of, edit.done(), entry, told);
        }
    }

    private void release(Case of, CompiledRule rule, Measures m, BiConsumer<Intervention, TimelineEntry> told) {
        if (!rule.holds(m)) {
            end(of, rule, m, "condition_cleared", told);
            return;
        }
        Edit edit = new Edit(java.util.Objects.requireNonNull(of.current)).open();
        edit.openedAt = m.now();
        edit.explanation = Explanation.of(rule, m);
        edit.opening = Witness.evidence(rule, m);
        edit.latest = edit.opening;
        of.openSince = m.now();
        TimelineEntry entry = new TimelineEntry(
                m.now(),
                "released",
                "condition_met",
                ENGINE,
                "what held it back has ended: " + edit.explanation.reason());
        Verdicts.tell(of, edit.done(), entry, told);
    }

    private void end(
            Case of, CompiledRule rule, Measures m, String reason, BiConsumer<Intervention, TimelineEntry> told) {
        Edit edit = new Edit(java.util.Objects.requireNonNull(of.current)).end(Status.CLEARED, m.now(), reason);
        edit.latest = Witness.evidence(rule, m);
        close(of, m.now(), rule.rule().cooldownMillis());
        of.mustCease = !"condition_cleared".equals(reason) && rule.holds(m);
        Verdicts.tell(
                of, edit.done(), new TimelineEntry(m.now(), "cleared", reason, ENGINE, Endings.text(reason)), told);
    }

    private static void close(Case of, long now, long cooldown) {
        of.whenSince = Case.NOT;
        of.clearSince = Case.NOT;
        of.unknownSince = Case.NOT;
        of.quietUntil = due(now, cooldown);
    }

    /** Ends everything that lives, for a customer that left or rules that went. */
    public void endAll(long now, String reason, List<String> keep, BiConsumer<Intervention, TimelineEntry> told) {
        for (Case of : List.copyOf(cases)) {
            Intervention current = of.current;
            if (keep.contains(of.rule)) {
                continue;
            }
            remove(of);
            Verdicts.tellUndecided(of, told);
            if (current != null && current.status().live()) {
                Edit edit = new Edit(current).end(Status.CLEARED, now, reason);
                Verdicts.tell(
                        of, edit.done(), new TimelineEntry(now, "cleared", reason, ENGINE, Endings.text(reason)), told);
            }
        }
    }

    /**
     * Carries out a person's move.
     *
     * @param rules by id
     * @return why it cannot be carried out, null if it was
     */
    public @Nullable String move(
            String id,
            Move move,
            String actor,
            long now,
            Map<String, CompiledRule> rules,
            BiConsumer<Intervention, TimelineEntry> told) {
        for (Case of : cases) {
            if (of.current != null && of.current.id().equals(id)) {
                CompiledRule rule = rules.get(of.rule);
                return Moves.move(
                        of, move, actor, now, rule == null ? 0 : rule.rule().cooldownMillis(), told);
            }
        }
        return "it has ended and a newer one may have taken its place";
    }

    /** When a hold, clear delay, snooze, cool-down or 24-hour rule, or an incident's hold on a window, next ends after now. */
    public long nextMillis(long now, Map<String, CompiledRule> rules, Gate gate) {
        long next = Long.MAX_VALUE;
        for (Case of : cases) {
            CompiledRule rule = rules.get(of.rule);
            if (rule != null) {
                next = Math.min(next, nextMillis(of, rule.rule(), now, gate));
            }
        }
        return next;
    }

    private static long nextMillis(Case of, Rule rule, long now, Gate gate) {
        Intervention current = of.current;
        if (current == null || !current.status().live()) {
            if (of.whenSince == Case.NOT) {
                return Long.MAX_VALUE;
            }
            long next = Math.min(later(due(of.whenSince, rule.forMillis()), now), later(of.quietUntil, now));
            return Math.min(next, Verdicts.windowPasses(of, now, gate));
        }
        long next = later(due(of.openSince, rule.settleAfterMillis()), now);
        if (of.clearSince != Case.NOT) {
            next = Math.min(next, later(due(of.clearSince, rule.keepOpenForMillis()), now));
        }
        if (of.unknownSince != Case.NOT) {
            next = Math.min(next, later(due(of.unknownSince, rule.unknownClearAfterMillis()), now));
        }
        return Math.min(next, later(current.snoozedUntilMillis(), now));
    }

    private static long later(long at, long now) {
        return at > now ? at : Long.MAX_VALUE;
    }

    private static long due(long since, long length) {
        return length >= Long.MAX_VALUE - since ? Long.MAX_VALUE : since + length;
    }

    /** Interventions that have not ended, in the order in which they opened. */
    public List<Intervention> live() {
        List<Intervention> live = new ArrayList<>();
        for (Case of : cases) {
            if (of.current != null && of.current.status().live() && of.awaited.isEmpty()) {
                live.add(of.current);
            }
        }
        return live;
    }

    /** The same intervention with what its rule sees now. */
    public static Intervention withLatest(Intervention of, Evidence latest) {
        Edit edit = new Edit(of);
        edit.latest = latest;
        return edit.done();
    }

    public boolean isEmpty() {
        return cases.isEmpty();
    }

    /** Whether something is kept about that rule: one that lives, one to come, or one that may be continued. */
    public boolean concerns(CompiledRule rule) {
        return !cases.isEmpty() && find(rule.id()) != null;
    }

    private @Nullable String holder(CompiledRule rule) {
        for (Case other : cases) {
            if (other.inhibits() && rule.holders().contains(other.rule)) {
                return other.rule;
            }
        }
        return null;
    }

    private void add(Case of) {
        cases = cases.isEmpty() ? new ArrayList<>(1) : cases;
        cases.add(of);
    }

    private void remove(Case of) {
        cases.remove(of);
        cases = cases.isEmpty() ? NONE : cases;
    }

    private @Nullable Case find(String rule) {
        for (int i = 0; i < cases.size(); i++) {
            Case of = cases.get(i);
            if (of.rule.equals(rule)) {
                return of;
            }
        }
        return null;
    }

    public void write(SnapshotWriter out) {
        out.number(cases.size());
        cases.forEach(of -> CaseSnapshot.write(of, out));
    }

    /** How what waits for verdicts was written. */
    public enum Written {
        /** Not told apart by opening. */
        TOGETHER,
        /** Opening by opening; 5xx answers alone could be the platform's. */
        APART,
        /** With the kinds of incidents that may explain it, as {@link #write} does now. */
        BY_KIND
    }

    public void read(SnapshotReader in, Written written) {
        for (int i = in.integer(); i > 0; i--) {
            add(CaseSnapshot.read(in, customer, written));
        }
    }
}
