package io.aegis.engine.intervention;

import io.aegis.engine.event.Fact;
import io.aegis.engine.fleet.Incident;
import io.aegis.engine.rule.CompiledRule;
import io.aegis.engine.signal.Measures;
import io.aegis.engine.signal.Signal;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * What the fleet stage means for one case: an opening that the platform may explain is told once the verdict on its
 * minute is there, and nothing opens from a window that reaches back into an incident that is over.
 */
final class Verdicts {

    private static final long MINUTE = 60_000;

    private Verdicts() {}

    /**
     * The kinds of incidents that may explain why the rule matches: what the platform does to all is to answer 5xx or
     * slowly, to refuse credentials, or to throttle. A rule that reads one way of being refused alone is explained by that;
     * else it is what fails mostly, of late or since the trouble began.
     */
    static Set<Incident.Kind> mayExplain(CompiledRule rule, Measures m) {
        if (rule.readsLatency()) {
            return Set.of(Incident.Kind.SERVER);
        }
        Set<Incident.Kind> kinds = EnumSet.noneOf(Incident.Kind.class);
        Signal only = Witness.onlyRefusal(rule);
        for (Incident.Kind kind : Incident.Kind.values()) {
            Signal share = share(kind);
            if (only == null ? mayFailBy(share, rule) && failsMostlyBy(share, rule, m) : only == share) {
                kinds.add(kind);
            }
        }
        return kinds;
    }

    private static Signal share(Incident.Kind kind) {
        return switch (kind) {
            case SERVER -> Signal.SERVER_ERROR_RATE;
            case AUTH -> Signal.AUTH_ERROR_RATE;
            case THROTTLED -> Signal.THROTTLED_RATE;
        };
    }

    /** What 5xx answers alone make match is no refusal. */
    private static boolean mayFailBy(Signal share, CompiledRule rule) {
        return share == Signal.SERVER_ERROR_RATE ? Witness.readsErrors(rule) : Witness.readsRefusals(rule);
    }

    private static boolean failsMostlyBy(Signal share, CompiledRule rule, Measures m) {
        Measures.Trouble trouble = rule.reads(Signal.ERROR_EVIDENCE) ? m.trouble() : null;
        return m.failsMostlyBy(share) || trouble != null && m.failsMostlyBySince(share, trouble.sinceMillis());
    }

    /**
     * What a match is read from begins there: evidence with the first of the failures that it counts, else it is the
     * longest window that the condition reads; or the end of an incident among them, once most of them came after that.
     */
    static long windowFrom(CompiledRule rule, Measures m, Set<Incident.Kind> kinds, Gate gate) {
        Set<Signal> read = rule.opensBy(m);
        Measures.Trouble trouble = m.trouble();
        if (read.contains(Signal.ERROR_EVIDENCE) && trouble != null) {
            long over = gate.reachesBackInto(kinds, trouble.sinceMillis(), m.now());
            return over != Fact.UNKNOWN && 2 * m.failuresSince(over) > trouble.errors() ? over : trouble.sinceMillis();
        }
        long from = m.windowFrom(read);
        Signal only = Witness.onlyRefusal(rule);
        long over = only == null ? Fact.UNKNOWN : gate.reachesBackInto(kinds, from, m.now());
        return over != Fact.UNKNOWN && only != null && m.cameMostlySince(only, over) ? over : from;
    }

    /** When a window of the same length no longer reaches back into an incident. */
    static long windowPasses(Case of, long now, Gate gate) {
        long over = reachesBackInto(of.kinds, of.windowFrom, now, gate);
        return over == Fact.UNKNOWN ? Long.MAX_VALUE : now - now % MINUTE + over - of.windowFrom;
    }

    static long reachesBackInto(Set<Incident.Kind> kinds, long windowFrom, long at, Gate gate) {
        return windowFrom == Case.NOT ? Fact.UNKNOWN : gate.reachesBackInto(kinds, windowFrom, at);
    }

    /** What waited for the verdict on a minute that ends then is told, held or taken back. */
    static void decide(Case of, long endMillis, Gate gate, BiConsumer<Intervention, TimelineEntry> told) {
        while (!of.awaited.isEmpty() && of.awaited.getFirst().openedAt < endMillis) {
            Awaited decided = of.awaited.removeFirst();
            Incident incident = gate.incidentAt(decided.kinds, endMillis - MINUTE);
            if (incident != null) {
                explained(of, decided, incident, gate, told);
            } else if (decided.first().now().reopenings() == 0
                    && reachesBackInto(decided.kinds, decided.windowFrom, endMillis, gate) != Fact.UNKNOWN) {
                takeBack(of, decided);
            } else {
                tellAll(decided, told);
            }
        }
    }

    /** What is still open, or held back by another rule, is held as part of the incident. */
    private static void explained(
            Case of, Awaited decided, Incident incident, Gate gate, BiConsumer<Intervention, TimelineEntry> told) {
        Status latest = decided.latest().status();
        if (latest != Status.OPEN && latest != Status.HELD) {
            tellAll(decided, told);
            return;
        }
        Edit edit = new Edit(decided.latest());
        edit.status = Status.HELD;
        edit.heldBy = incident.id();
        Intervention held = edit.done();
        of.current = held;
        gate.holds(incident, held.customer());
        TimelineEntry opened = decided.first().entry();
        told.accept(
                held,
                new TimelineEntry(
                        opened.atMillis(), "held", "held_by_" + incident.id(), Lifecycle.ENGINE, opened.text()));
        decided.changes.stream().skip(1).forEach(change -> told.accept(held, change.entry()));
    }

    /**
     * Whether it opened since the start of an incident that is known only now, and the platform may explain it. One that
     * has cleared since the end of that minute was told of before its time, and was open at the verdict.
     */
    static boolean joins(Case of, Incident incident, long endMillis) {
        Intervention current = of.current;
        if (current == null || !of.awaited.isEmpty()) {
            return false;
        }
        boolean explained = of.windowFrom != Case.NOT
                && of.kinds.contains(incident.kind())
                && of.openSince >= incident.startMillis();
        return explained
                && switch (current.status()) {
                    case HELD, OPEN, RECOVERED -> true;
                    case CLEARED -> current.clearedAtMillis() >= endMillis;
                    case SNOOZED, RESOLVED, DISMISSED -> false;
                };
    }

    /**
     * It was told before, and from the verdict on is held as part of the incident: also what another rule held back, which
     * would open once that one is held itself.
     */
    static void join(Case of, String incident, long endMillis, BiConsumer<Intervention, TimelineEntry> told) {
        Edit edit = new Edit(java.util.Objects.requireNonNull(of.current));
        edit.status = edit.status.live() ? Status.HELD : edit.status;
        edit.heldBy = incident;
        String text = "the platform had failed for many customers since before it opened";
        tell(
                of,
                edit.done(),
                new TimelineEntry(endMillis, "held", "held_by_" + incident, Lifecycle.ENGINE, text),
                told);
    }

    /** It opened from a window that reaches back into an incident which this very verdict ends. */
    private static void takeBack(Case of, Awaited decided) {
        Intervention current = of.current;
        if (current != null && current.id().equals(decided.first().now().id())) {
            of.current = null;
            of.whenSince = current.status().live() ? of.openSince : Case.NOT;
        }
    }

    private static void tellAll(Awaited decided, BiConsumer<Intervention, TimelineEntry> told) {
        decided.changes.forEach(change -> told.accept(change.now(), change.entry()));
    }

    /** Nothing more is decided about it. */
    static void tellUndecided(Case of, BiConsumer<Intervention, TimelineEntry> told) {
        of.awaited.forEach(one -> tellAll(one, told));
        of.awaited.clear();
    }

    static void tell(Case of, Intervention now, TimelineEntry entry, BiConsumer<Intervention, TimelineEntry> told) {
        of.current = now;
        if (of.awaited.isEmpty()) {
            told.accept(now, entry);
        } else {
            of.awaited.getLast().changes.add(new Awaited.Change(now, entry));
        }
    }
}
