package io.aegis.engine.rule;

import io.aegis.engine.signal.Pace;
import io.aegis.engine.signal.Reading;
import io.aegis.engine.signal.Signal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A rule with its conditions compiled. Immutable. */
public final class CompiledRule {

    /** Beside those that count failures. */
    private static final Set<Signal> FLEET_SIGNALS = EnumSet.of(
            Signal.ERROR_RATE_LOWER,
            Signal.ERROR_RATE_UPPER,
            Signal.ERROR_SURGE,
            Signal.ERROR_EVIDENCE,
            Signal.THROTTLED_EVIDENCE,
            Signal.FAILING_ROUTES,
            Signal.FAILING_STATUSES,
            Signal.P95_LATENCY_MS,
            Signal.P95_LATENCY_LOWER_MS,
            Signal.SILENCE_RATIO,
            Signal.USAGE_TREND,
            Signal.USAGE_CHANGE,
            Signal.USAGE_RECOVERED);

    private final Rule rule;
    private final Pair plain;
    private final List<Special> overrides;
    private final LinkedHashSet<Signal> signals = new LinkedHashSet<>();
    private final LinkedHashSet<String> reported = new LinkedHashSet<>();
    private final boolean fleet;
    private final List<String> holders;
    /** By pace; none where an override may be the one that counts. */
    private final @Nullable Bar[] bars = new Bar[Pace.values().length];

    private record Pair(Condition when, @Nullable Condition clear) {}

    private record Special(Condition fits, Pair then) {}

    private CompiledRule(Rule rule, List<String> holders) {
        this.rule = rule;
        this.holders = holders;
        this.plain = pair(rule.when(), rule.clearWhen(), "");
        List<Special> compiled = new ArrayList<>();
        for (int i = 0; i < rule.overrides().size(); i++) {
            Rule.Variant variant = rule.overrides().get(i);
            String place = "overrides[" + i + "].";
            Condition fits = compile(place + "if", variant.condition());
            String when = variant.when() == null ? rule.when() : variant.when();
            String clear =
                    variant.clearWhen() == null && variant.when() == null ? rule.clearWhen() : variant.clearWhen();
            compiled.add(new Special(fits, pair(when, clear, place)));
        }
        this.overrides = List.copyOf(compiled);
        for (Pace pace : overrides.isEmpty() ? Pace.values() : new Pace[0]) {
            bars[pace.ordinal()] = plain.when.bar(pace);
        }
        Boolean said = rule.fleet();
        this.fleet = said != null
                ? said
                : signals.stream().anyMatch(signal -> signal.countsFailures() || FLEET_SIGNALS.contains(signal));
    }

    /**
     * Compiles all rules that are not off, those that hold others back first, else in file order.
     *
     * @throws RuleException with the problems of all rules
     */
    public static List<CompiledRule> compile(RuleSet rules) {
        List<RuleException.Problem> problems = new ArrayList<>();
        List<CompiledRule> compiled = new ArrayList<>();
        for (Rule rule : rules.rules()) {
            try {
                CompiledRule one = new CompiledRule(rule, holders(rule, rules));
                if (rule.mode() != Rule.Mode.OFF) {
                    compiled.add(one);
                }
            } catch (RuleException e) {
                problems.addAll(e.problems());
            }
        }
        if (!problems.isEmpty()) {
            throw new RuleException(problems);
        }
        List<CompiledRule> ordered = new ArrayList<>();
        for (CompiledRule one : compiled) {
            place(one, compiled, ordered, new LinkedHashSet<>());
        }
        return List.copyOf(ordered);
    }

    private static List<String> holders(Rule rule, RuleSet rules) {
        return rules.rules().stream()
                .filter(other -> other.inhibits().contains(rule.id()))
                .map(Rule::id)
                .toList();
    }

    private static void place(
            CompiledRule one, List<CompiledRule> all, List<CompiledRule> ordered, Set<CompiledRule> below) {
        if (ordered.contains(one) || !below.add(one)) {
            return;
        }
        for (CompiledRule other : all) {
            if (other.rule.inhibits().contains(one.id())) {
                place(other, all, ordered, below);
            }
        }
        ordered.add(one);
    }

    public Rule rule() {
        return rule;
    }

    public String id() {
        return rule.id();
    }

    /** Whether the fleet stage decides if it opens or is held. */
    public boolean fleet() {
        return fleet;
    }

    /** Ids of the rules that hold this one back while they are open. */
    public List<String> holders() {
        return holders;
    }

    /** Whether it says nothing while the customer's source is silent: it reads silence or decline. */
    public boolean freezes() {
        return fleet
                && (reads(Signal.SILENCE_RATIO)
                        || reads(Signal.HOURS_SINCE_LAST_CALL)
                        || reads(Signal.HOURS_SINCE_LAST_ERROR)
                        || reads(Signal.USAGE_TREND)
                        || reads(Signal.USAGE_CHANGE)
                        || reads(Signal.USAGE_RECOVERED));
    }

    /** Signals that its conditions read, in the order they stand there. */
    public Set<Signal> signals() {
        return signals;
    }

    /** Names of the reported signals that its conditions read. */
    public Set<String> reported() {
        return reported;
    }

    public boolean reads(Signal signal) {
        return signals.contains(signal);
    }

    /** Whether it reads how slow the calls of the last hour are. */
    public boolean readsLatency() {
        return reads(Signal.P95_LATENCY_MS) || reads(Signal.P95_LATENCY_LOWER_MS);
    }

    /** Whether it would open: {@code when} holds and an own {@code clear_when} does not. */
    public boolean holds(Reading reading) {
        Pair pair = pair(reading);
        return pair.when.holds(reading) && (pair.clear == null || !pair.clear.holds(reading));
    }

    /** Signals that decide whether it opens. */
    public Set<Signal> opensBy(Reading reading) {
        return pair(reading).when.signals();
    }

    /** False only where it would not open, and will not before a signal of that pace has moved. */
    public boolean couldHold(Reading reading, Pace pace) {
        Bar bar = bars[pace.ordinal()];
        try {
            return bar == null || bar.lets(reading);
        } catch (RuntimeException e) {
            return true;
        }
    }

    /** Whether it would clear; without an own condition the negation of {@code when}. */
    public Truth clear(Reading reading) {
        Pair pair = pair(reading);
        return pair.clear != null
                ? pair.clear.test(reading)
                : pair.when.test(reading).negated();
    }

    /**
     * For each signal that some rule reads, the constants it is compared with; NaN among them where it is read in
     * another way too, so that no constant tells when it matters.
     */
    public static Map<Signal, List<Double>> watched(List<CompiledRule> rules) {
        Map<Signal, List<Double>> watched = new EnumMap<>(Signal.class);
        for (CompiledRule rule : rules) {
            for (Condition condition : rule.conditions()) {
                condition.signals().forEach(signal -> watched.computeIfAbsent(signal, s -> new ArrayList<>()));
                for (Signal loose : condition.looselyRead()) {
                    watched.computeIfAbsent(loose, s -> new ArrayList<>()).add(Double.NaN);
                }
                for (Condition.Threshold threshold : condition.thresholds()) {
                    watched.computeIfAbsent(threshold.signal(), s -> new ArrayList<>())
                            .add(threshold.value());
                }
            }
        }
        return watched;
    }

    /** How often evaluating one of its conditions failed; each time it was unknown. */
    public long faults() {
        long faults = 0;
        for (Condition condition : conditions()) {
            faults += condition.faults();
        }
        return faults;
    }

    private List<Condition> conditions() {
        List<Condition> all = new ArrayList<>();
        add(all, plain);
        for (Special override : overrides) {
            all.add(override.fits);
            add(all, override.then);
        }
        return all;
    }

    private static void add(List<Condition> all, Pair pair) {
        all.add(pair.when);
        if (pair.clear != null) {
            all.add(pair.clear);
        }
    }

    private Pair pair(Reading reading) {
        for (Special override : overrides) {
            if (override.fits.test(reading) == Truth.TRUE) {
                return override.then;
            }
        }
        return plain;
    }

    private Pair pair(String when, @Nullable String clear, String place) {
        return new Pair(compile(place + "when", when), clear == null ? null : compile(place + "clear_when", clear));
    }

    private Condition compile(String field, String source) {
        Condition condition = Condition.compile(rule.id(), field, source);
        signals.addAll(condition.signals());
        reported.addAll(condition.reported());
        return condition;
    }
}
