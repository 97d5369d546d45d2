package io.aegis.engine.reference;

import io.aegis.engine.event.Fact;
import io.aegis.engine.rule.RuleSet.ExpectedStatus;
import java.util.ArrayList;
import java.util.List;

/** All that came of one customer, in order of arrival, and what hangs on that order. */
final class Knowledge {

    final List<Told> facts = new ArrayList<>();
    /** In the order in which they are counted. */
    final List<Calls> calls = new ArrayList<>();

    final AdaptiveWindow adaptive = new AdaptiveWindow();
    final Onboarding onboarding = new Onboarding();
    long firstAt = Fact.UNKNOWN;
    private final List<ExpectedStatus> expected;

    Knowledge(List<ExpectedStatus> expected) {
        this.expected = expected;
    }

    void take(Fact fact, long at) {
        firstAt = firstAt == Fact.UNKNOWN ? at : Math.min(firstAt, at);
        Calls of = Calls.of(fact, at, expected);
        if (of == null) {
            facts.add(new Told(at, fact));
        } else {
            int place = calls.size();
            while (place > 0 && calls.get(place - 1).countedAt() > of.countedAt()) {
                place--;
            }
            calls.add(place, of);
        }
        onboarding.take(fact, at, of);
    }

    /** When minutes next leave a window, or an hour or a day is over. */
    long nextLeave(long now) {
        long next = now - Math.floorMod(now, Window.HOUR) + Window.HOUR;
        for (Calls each : calls.reversed()) {
            long minute = each.countedAt() - Math.floorMod(each.countedAt(), Window.MINUTE);
            if (minute + Window.HOUR <= now) {
                break;
            }
            for (long length : List.of(5 * Window.MINUTE, 15 * Window.MINUTE, Window.HOUR)) {
                next = minute + length > now ? Math.min(next, minute + length) : next;
            }
        }
        return next;
    }

    /** The signals now; time is looked at in order. */
    Moment at(long now) {
        adaptive.move(calls, now);
        return new Moment(this, now);
    }
}
