package io.aegis.engine;

import io.aegis.engine.intervention.Gate;
import io.aegis.engine.intervention.Intervention;
import io.aegis.engine.intervention.TimelineEntry;
import io.aegis.engine.rule.CompiledRule;
import io.aegis.engine.rule.RuleSet;
import io.aegis.engine.signal.Measures;
import io.aegis.engine.signal.Pace;
import io.aegis.engine.signal.Signal;
import io.aegis.engine.signal.Silence;
import io.aegis.engine.signal.Watch;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * The rules that a customer is looked at by, and when. Four questions spare most looks: can a rule match before some
 * fact comes; before a call fails; before another call comes; before the clock strikes. What is skipped could not have
 * matched, so histories are as if each rule had been evaluated at every event and instant.
 */
final class RulesInForce {

    private final CompiledRule[] rules;
    private final Map<String, CompiledRule> byId = new TreeMap<>();
    private final boolean freezes;
    private final boolean standStill;
    /** All bits, if each rule has one of its own; else none, so that no customer has all of them. */
    private final int tellable;

    private final Watches watches;
    private final ExpectedAnswers expected;
    private final Measures measures = new Measures();
    /** Of the source of the customer that is looked at. */
    private final Silence silence;

    /** @throws io.aegis.engine.rule.RuleException if a condition cannot be compiled */
    RulesInForce(RuleSet set, Silence silence) {
        this.silence = silence;
        List<CompiledRule> compiled = CompiledRule.compile(set);
        compiled.forEach(rule -> byId.put(rule.id(), rule));
        rules = compiled.toArray(CompiledRule[]::new);
        freezes = compiled.stream().anyMatch(CompiledRule::freezes);
        standStill = freezes || compiled.stream().anyMatch(rule -> rule.reads(Signal.SILENCE_RATIO));
        tellable = rules.length < Watches.TOLD_APART ? (1 << rules.length) - 1 : -1;
        watches = new Watches(rules);
        expected = new ExpectedAnswers(set.expected());
    }

    Map<String, CompiledRule> byId() {
        return byId;
    }

    List<String> ids() {
        return Arrays.stream(rules).map(CompiledRule::id).toList();
    }

    ExpectedAnswers expected() {
        return expected;
    }

    /** Whether some rule says nothing while a source is silent. */
    boolean freeze() {
        return freezes;
    }

    /** Whether some rule has to be looked at again once a silent source is back, as what it reads stands still meanwhile. */
    boolean standStill() {
        return standStill;
    }

    /** How often conditions failed, by rule; those that never did are left out. */
    SortedMap<String, Long> faults() {
        SortedMap<String, Long> faults = new TreeMap<>();
        for (CompiledRule rule : rules) {
            if (rule.faults() > 0) {
                faults.put(rule.id(), rule.faults());
            }
        }
        return faults;
    }

    /**
     * Looks at each rule that could match, or of which something is kept.
     *
     * @param came what came: {@link Pace#FACT} where anything may have, else a failing call, a good one that let calls
     *     leave a window, or one that did not
     * @param silent whether the customer's source is
     * @return the rules that may come to match by time alone
     */
    int look(
            Customer customer,
            long at,
            Pace came,
            boolean silent,
            Gate gate,
            BiConsumer<Intervention, TimelineEntry> told) {
        boolean plain = !customer.hasReports();
        boolean moved = came == Pace.FACT;
        boolean failed = moved || came == Pace.FAILURE;
        int barred = moved ? 0 : customer.barred;
        int resting = failed ? 0 : customer.resting;
        int quiet = came == Pace.CALL ? customer.quiet : 0;
        if (plain && (barred | resting | quiet) == tellable && !customer.keepsAny()) {
            return quiet;
        }
        measures.look(customer, at, silence);
        int awake = 0;
        for (int i = 0; i < rules.length; i++) {
            CompiledRule rule = rules[i];
            int bit = Watches.bit(i);
            if (plain && !customer.concerns(rule)) {
                if (((barred | resting) & bit) != 0) {
                    continue;
                }
                boolean toldApart = i < Watches.TOLD_APART;
                if (moved && toldApart && !rule.couldHold(measures, Pace.FACT)) {
                    barred |= bit;
                    continue;
                }
                if (failed && toldApart && !rule.couldHold(measures, Pace.FAILURE)) {
                    resting |= bit;
                    continue;
                }
                if ((quiet & bit) != 0) {
                    awake |= bit;
                    continue;
                }
                if (!rule.couldHold(measures, Pace.CALL)) {
                    continue;
                }
                if (toldApart && !rule.couldHold(measures, Pace.LEAVING)) {
                    quiet |= bit;
                    awake |= bit;
                    continue;
                }
            }
            awake |= bit;
            boolean frozen = silent && rule.freezes();
            if (!frozen && (customer.keepsAny() || rule.holds(measures))) {
                customer.lifecycle().look(rule, measures, gate, told);
            }
        }
        customer.barred = barred;
        customer.resting = resting;
        customer.quiet = quiet;
        return awake;
    }

    /** Whether the customer may have to be looked at earlier than was planned. */
    boolean wakesEarlier(Customer customer, int awake) {
        int quietMinutes = customer.takeQuietMinutes();
        boolean refills = quietMinutes > 0 && customer.watchesMinutes(quietMinutes);
        boolean leavesEarlier = customer.takeLeavesEarlier();
        return leavesEarlier || refills || (awake & ~customer.awake) != 0;
    }

    /** When the customer is to be looked at next although nothing comes from it, as far as rules decide. */
    long plan(Customer customer, long at, int awake, Gate gate) {
        customer.tidy();
        customer.awake = awake;
        Watch watch = watches.of(awake, restless(customer, at, awake));
        customer.watchMinutes(watch);
        long next = watch.nextMillis(customer, at, silence);
        return customer.keepsAny() ? Math.min(next, customer.lifecycle().nextMillis(at, byId, gate)) : next;
    }

    /** The rules among those awake whose clocks have struck; the others wait for that. */
    private int restless(Customer customer, long at, int awake) {
        int restless = awake;
        if (!customer.hasReports()) {
            measures.look(customer, at, silence);
            for (int i = 0; i < Math.min(rules.length, Watches.TOLD_APART); i++) {
                if ((restless & Watches.bit(i)) != 0
                        && !rules[i].couldHold(measures, Pace.CLOCK)
                        && !customer.concerns(rules[i])) {
                    restless &= ~Watches.bit(i);
                }
            }
        }
        return restless;
    }
}
