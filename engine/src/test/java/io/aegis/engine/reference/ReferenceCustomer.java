package io.aegis.engine.reference;

import io.aegis.engine.event.ApiCalls;
import io.aegis.engine.event.CustomerRemoved;
import io.aegis.engine.event.Fact;
import io.aegis.engine.intervention.Status;
import io.aegis.engine.rule.RuleSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One customer: what is known of it, its own time, and how it stands with each rule. */
final class ReferenceCustomer {

    private static final long NEVER = Long.MIN_VALUE;

    final List<Change> changes = new ArrayList<>();
    private final RuleSet rules;
    private Knowledge knowledge;
    private List<Standing> standings;
    /** When rules were last looked at. */
    private @Nullable Moment latest;

    private long time = NEVER;
    private long removedAt = NEVER;

    ReferenceCustomer(RuleSet rules) {
        this.rules = rules;
        knowledge = new Knowledge(rules.expected());
        standings = standings();
    }

    /** One that holds others back goes first. */
    private List<Standing> standings() {
        return rules.rules().stream()
                .sorted(Comparator.comparing(rule -> rule.inhibits().isEmpty()))
                .map(Standing::new)
                .toList();
    }

    void event(long at, Fact fact) {
        if (at <= removedAt) {
            return;
        }
        long until = fact instanceof ApiCalls calls && calls.untilMillis() != Fact.UNKNOWN ? calls.untilMillis() : at;
        pass(Math.max(time, until));
        if (fact instanceof CustomerRemoved) {
            remove(at);
            return;
        }
        knowledge.take(fact, at);
        look(time);
    }

    void tick(long at) {
        if (at > time && known()) {
            pass(at);
        }
        time = Math.max(time, at);
    }

    /**
     * A late call from before the start of the adaptive window that a day would hold. The engine knows that start only
     * to the last call before it, and may count what comes in between.
     */
    boolean leavesOpen(long at, Fact fact) {
        Calls late = Calls.of(fact, at, rules.expected());
        return late != null
                && late.countedAt() >= Window.start("24h", time)
                && late.countedAt() < knowledge.adaptive.start;
    }

    /** Its signals as of its own time. */
    Moment now() {
        return knowledge.at(time);
    }

    boolean known() {
        return knowledge.firstAt != Fact.UNKNOWN;
    }

    private void remove(long at) {
        standings.stream()
                .filter(each -> each.status != null)
                .forEach(each -> each.end(now(), "customer_removed", changes));
        removedAt = at;
        knowledge = new Knowledge(rules.expected());
        standings = standings();
    }

    /** Every instant up to that one at which something could change, in order: it comes before an event at that instant. */
    private void pass(long to) {
        while (known() && time < to) {
            time = nextInstant(to);
            look(time);
        }
        time = Math.max(time, to);
    }

    private long nextInstant(long atMost) {
        long next = Math.min(atMost, knowledge.nextLeave(time));
        for (Standing each : standings) {
            for (long end : each.deadlines()) {
                next = end > time ? Math.min(next, end) : next;
            }
        }
        return crossing(next);
    }

    /**
     * The first instant before the given one at which age alone decides otherwise than it does now; none of the rules
     * comes to hold by age and ceases again within an hour.
     */
    private long crossing(long before) {
        if (before - time < 2) {
            return before;
        }
        List<@Nullable Boolean> now = decisions(Objects.requireNonNull(latest));
        if (decisions(knowledge.at(before - 1)).equals(now)) {
            return before;
        }
        long same = time;
        long other = before - 1;
        while (other - same > 1) {
            long middle = (same + other) / 2;
            if (decisions(knowledge.at(middle)).equals(now)) {
                same = middle;
            } else {
                other = middle;
            }
        }
        return other;
    }

    private List<@Nullable Boolean> decisions(Moment moment) {
        List<@Nullable Boolean> all = new ArrayList<>();
        for (Standing each : standings) {
            all.add(each.when(moment));
            all.add(each.clear(moment));
        }
        return all;
    }

    private void look(long at) {
        Moment moment = knowledge.at(at);
        latest = moment;
        for (Standing each : standings) {
            each.look(moment, heldBy(each), changes);
        }
    }

    private @Nullable String heldBy(Standing held) {
        for (Standing other : standings) {
            if (other.status == Status.OPEN && other.rule.inhibits().contains(held.rule.id())) {
                return other.rule.id();
            }
        }
        return null;
    }
}
