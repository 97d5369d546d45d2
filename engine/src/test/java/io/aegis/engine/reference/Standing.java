package io.aegis.engine.reference;

import io.aegis.engine.intervention.Status;
import io.aegis.engine.rule.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Where one customer stands with one rule, as the documentation words the lifecycle. */
final class Standing {

    private static final long NOT = Long.MIN_VALUE;

    final Rule rule;
    private final Formula when;
    private final @Nullable Formula clearWhen;

    /** Null unless it is live. */
    @Nullable
    Status status;

    private long openedAt = NOT;
    private int reopenings;
    private long whenSince = NOT;
    private long clearSince = NOT;
    private long unknownSince = NOT;
    private long openSince = NOT;
    private long clearedAt = NOT;
    /** Settled or out of data while {@code when} held: it must cease before it opens again. */
    private boolean mustCease;

    Standing(Rule rule) {
        this.rule = rule;
        when = new Formula(rule.when());
        clearWhen = rule.clearWhen() == null ? null : new Formula(rule.clearWhen());
    }

    @Nullable
    Boolean when(Moment moment) {
        return when.test(moment);
    }

    /** A left-out {@code clear_when} is the negation of {@code when}. */
    @Nullable
    Boolean clear(Moment moment) {
        if (clearWhen != null) {
            return clearWhen.test(moment);
        }
        Boolean holds = when(moment);
        return holds == null ? null : !holds;
    }

    /** The instants at which a length of time ends. */
    List<Long> deadlines() {
        List<Long> ends = new ArrayList<>();
        if (status == null) {
            after(whenSince, rule.forMillis(), ends);
        } else {
            after(clearSince, rule.keepOpenForMillis(), ends);
            after(unknownSince, rule.unknownClearAfterMillis(), ends);
            after(openSince, rule.settleAfterMillis(), ends);
        }
        return ends;
    }

    private static void after(long since, long length, List<Long> ends) {
        if (since != NOT && length != Rule.NEVER) {
            ends.add(since + length);
        }
    }

    private static boolean over(long since, long length, long now) {
        return since != NOT && length != Rule.NEVER && now >= since + length;
    }

    /** Looks at the conditions; {@code heldBy} is an open rule that inhibits this one. */
    void look(Moment moment, @Nullable String heldBy, List<Change> changes) {
        long now = moment.now;
        Boolean holds = when(moment);
        boolean matches = Objects.equals(holds, true);
        mustCease &= matches;
        if (status == null) {
            whenSince = !matches || mustCease ? NOT : whenSince == NOT ? now : whenSince;
            if (over(whenSince, rule.forMillis(), now)) {
                open(moment, heldBy, changes);
            }
        } else if (status == Status.HELD && heldBy == null) {
            release(moment, matches, changes);
        } else {
            liveOn(moment, clear(moment), changes);
        }
    }

    /** Within the cool-down the last one is continued. */
    private void open(Moment moment, @Nullable String heldBy, List<Change> changes) {
        long now = moment.now;
        boolean again = clearedAt != NOT && now - clearedAt < rule.cooldownMillis();
        status = heldBy == null ? Status.OPEN : Status.HELD;
        openSince = now;
        clearSince = NOT;
        unknownSince = NOT;
        openedAt = again ? openedAt : now;
        reopenings = again ? reopenings + 1 : 0;
        if (again) {
            tell("reopened", "condition_met", status, moment, changes);
        } else if (heldBy == null) {
            tell("opened", "condition_met", status, moment, changes);
        } else {
            tell("held", "held_by_" + heldBy, status, moment, changes);
        }
    }

    /** What held it back is over: it opens if {@code when} still holds, and else ends. */
    private void release(Moment moment, boolean matches, List<Change> changes) {
        if (!matches) {
            end(moment, "condition_cleared", changes);
            return;
        }
        status = Status.OPEN;
        openSince = moment.now;
        openedAt = moment.now;
        tell("released", "condition_met", Status.OPEN, moment, changes);
    }

    private void liveOn(Moment moment, @Nullable Boolean clear, List<Change> changes) {
        long now = moment.now;
        clearSince = !Objects.equals(clear, true) ? NOT : clearSince == NOT ? now : clearSince;
        unknownSince = clear != null ? NOT : unknownSince == NOT ? now : unknownSince;
        if (over(clearSince, rule.keepOpenForMillis(), now)) {
            end(moment, "condition_cleared", changes);
        } else if (over(unknownSince, rule.unknownClearAfterMillis(), now)) {
            mustCease = Objects.equals(when(moment), true);
            end(moment, "no_more_data", changes);
        } else if (over(openSince, rule.settleAfterMillis(), now)) {
            mustCease = Objects.equals(when(moment), true);
            end(moment, "settled_lower", changes);
        }
    }

    void end(Moment moment, String reason, List<Change> changes) {
        status = null;
        clearedAt = moment.now;
        whenSince = NOT;
        tell("cleared", reason, Status.CLEARED, moment, changes);
    }

    private void tell(String kind, String reason, Status now, Moment moment, List<Change> changes) {
        Map<String, String> saw = new TreeMap<>();
        if (!reason.equals("customer_removed")) {
            Set<String> names = new TreeSet<>(when.names);
            if (clearWhen != null) {
                names.addAll(clearWhen.names);
            }
            names.forEach(name -> saw.put(name, Change.words(moment.of(name))));
        }
        changes.add(new Change(rule.id(), kind, moment.now, reason, now, openedAt, reopenings, saw));
    }
}
