package io.aegis.engine.intervention;

import io.aegis.engine.event.Fact;
import io.aegis.engine.rule.CompiledRule;
import io.aegis.engine.signal.Measures;
import io.aegis.engine.signal.Signal;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What the fleet stage means for one case: an opening that the platform may explain is told once the verdict on its
 * minute is there, and nothing opens from a window that reaches back into an incident that is over.
 */
final class Verdicts {

    private static final long MINUTE = 60_000;

    private Verdicts() {}

    /** Only 5xx answers and slow ones can be the platform's. */
    static boolean platformMayExplain(CompiledRule rule, Measures m) {
        if (rule.readsLatency()) {
            return true;
        }
        Measures.Trouble trouble = rule.reads(Signal.ERROR_EVIDENCE) ? m.trouble() : null;
        return Witness.readsErrors(rule)
                && (m.failsMostlyByServer() || trouble != null && m.failsMostlyByServerSince(trouble.sinceMillis()));
    }

    /**
     * What a match is read from begins there: evidence with the first of the failures that it counts, or with the end
     * of an incident among them once most of them came after that; else it is the longest window that the condition
     * reads.
     */
    static long windowFrom(CompiledRule rule, Measures m, Gate gate) {
        Set<Signal> read = rule.opensBy(m);
        Measures.Trouble trouble = m.trouble();
        if (!read.contains(Signal.ERROR_EVIDENCE) || trouble == null) {
            return m.windowFrom(read);
        }
        long over = gate.reachesBackInto(trouble.sinceMillis(), m.now());
        return over != Fact.UNKNOWN && 2 * m.failuresSince(over) > trouble.errors() ? over : trouble.sinceMillis();
    }

    /** When a window of the same length no longer reaches back into an incident. */
    static long windowPasses(Case of, long now, Gate gate) {
        long over = reachesBackInto(of.windowFrom, now, gate);
        return over == Fact.UNKNOWN ? Long.MAX_VALUE : now - now % MINUTE + over - of.windowFrom;
    }

    static long reachesBackInto(long windowFrom, long at, Gate gate) {
        return windowFrom == Case.NOT ? Fact.UNKNOWN : gate.reachesBackInto(windowFrom, at);
    }

    /** What waited for the verdict on a minute that ends then is told, held or taken back. */
    static void decide(
            Case of,
            @Nullable String incident,
            long endMillis,
            Gate gate,
            BiConsumer<Intervention, TimelineEntry> told) {
        while (!of.awaited.isEmpty() && of.awaited.getFirst().openedAt < endMillis) {
            Awaited decided = of.awaited.removeFirst();
            if (incident != null) {
                explained(of, decided, incident, told);
            } else if (decided.first().now().reopenings() == 0
                    && reachesBackInto(decided.windowFrom, endMillis, gate) != Fact.UNKNOWN) {
                takeBack(of, decided);
            } else {
                tellAll(decided, told);
            }
        }
    }

    /** What is still open, or held back by another rule, is held as part of the incident. */
    private static void explained(
            Case of, Awaited decided, String incident, BiConsumer<Intervention, TimelineEntry> told) {
        Status latest = decided.latest().status();
        if (latest != Status.OPEN && latest != Status.HELD) {
            tellAll(decided, told);
            return;
        }
        Edit edit = new Edit(decided.latest());
        edit.status = Status.HELD;
        edit.heldBy = incident;
        Intervention held = edit.done();
        of.current = held;
        TimelineEntry opened = decided.first().entry();
        told.accept(
                held,
                new TimelineEntry(opened.atMillis(), "held", "held_by_" + incident, Lifecycle.ENGINE, opened.text()));
        decided.changes.stream().skip(1).forEach(change -> told.accept(held, change.entry()));
    }

    /**
     * Whether it opened since the start of an incident that is known only now, and the platform may explain it. One that
     * has cleared since the end of that minute was told of before its time, and was open at the verdict.
     */
    static boolean joins(Case of, long startMillis, long endMillis) {
        Intervention current = of.current;
        if (current == null || !of.awaited.isEmpty()) {
            return false;
        }
        boolean explained = of.windowFrom != Case.NOT && of.openSince >= startMillis;
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
