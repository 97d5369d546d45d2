package io.aegis.engine.intervention;

import io.aegis.engine.event.Fact;
import io.aegis.engine.fleet.Incident;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where one customer stands with one rule: holds that run, and the intervention that lives or ended last. */
final class Case {

    static final long NOT = Fact.UNKNOWN;

    final String rule;
    /** Since when {@code when} holds. */
    long whenSince = NOT;
    /** Since when the clear condition holds. */
    long clearSince = NOT;
    /** Since when the clear condition is unknown. */
    long unknownSince = NOT;
    /** Since when it is open without a break. */
    long openSince = NOT;
    /** Until then a match continues it, or opens nothing if a person closed it. */
    long quietUntil = NOT;
    /** {@code when} must cease before it may open again. */
    boolean mustCease;

    @Nullable
    Intervention current;

    /** Openings that wait for the fleet's verdict, oldest first. */
    final List<Awaited> awaited = new ArrayList<>(0);
    /** Start of the window from which it opened, or would have; {@link #NOT} where no platform may explain it. */
    long windowFrom = NOT;
    /** The kinds of incidents that may explain it; none where {@link #windowFrom} is not known. */
    Set<Incident.Kind> kinds = Set.of();

    Case(String rule) {
        this.rule = rule;
    }

    boolean live() {
        return current != null && current.status().live();
    }

    /** Whether it holds back the rules that its rule inhibits. */
    boolean inhibits() {
        return current != null && current.status().live() && current.status() != Status.HELD;
    }

    /** Nothing left to remember, or to tell, at that time. */
    boolean idle(long nowMillis) {
        boolean undoable =
                current != null && (current.status() == Status.RESOLVED || current.status() == Status.DISMISSED);
        return !live() && !undoable && whenSince == NOT && !mustCease && quietUntil <= nowMillis && awaited.isEmpty();
    }
}
