package io.aegis.engine.intervention;

import io.aegis.engine.event.Fact;
import io.aegis.engine.rule.CompiledRule;
import io.aegis.engine.signal.HeavyHitters;
import io.aegis.engine.signal.Measures;
import io.aegis.engine.signal.Signal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Takes down what a rule saw. */
public final class Witness {

    private static final int FAILING_MAX = 5;
    private static final int MINUTES = 60;
    private static final int HOURS = 24;
    private static final int DAYS = 28;
    private static final String UNKNOWN = "unknown";

    private Witness() {}

    public static Evidence evidence(CompiledRule rule, Measures measures) {
        boolean errors = readsErrors(rule);
        return new Evidence(
                measures.now(),
                signals(rule, measures),
                errors ? measures.errorWindowFrom() : Fact.UNKNOWN,
                errors ? failing(measures.failuresNow()) : failing(measures),
                series(rule, measures));
    }

    /** What the rule's conditions read, the reported signals last. */
    static List<Evidence.SignalValue> signals(CompiledRule rule, Measures measures) {
        List<Evidence.SignalValue> signals = new ArrayList<>();
        for (Signal signal : rule.signals()) {
            signals.add(
                    new Evidence.SignalValue(signal.id(), known(signal, measures), measures.valueOr(signal, UNKNOWN)));
        }
        for (String name : rule.reported()) {
            Object value = measures.reported(name);
            signals.add(new Evidence.SignalValue("reported." + name, value != null, value == null ? UNKNOWN : value));
        }
        return signals;
    }

    static boolean readsErrors(CompiledRule rule) {
        return readsRefusals(rule) || rule.reads(Signal.SERVER_ERROR_RATE);
    }

    /** Whether it reads failures of which some may be refusals. */
    static boolean readsRefusals(CompiledRule rule) {
        return readsAllErrors(rule)
                || rule.reads(Signal.AUTH_ERROR_RATE)
                || rule.reads(Signal.THROTTLED_RATE)
                || rule.reads(Signal.THROTTLED_EVIDENCE);
    }

    /** The share of one way of failing that it reads of all failures, null where it reads others too. */
    static @Nullable Signal onlyShare(CompiledRule rule) {
        List<Signal> shares = Stream.of(
                        Signal.SERVER_ERROR_RATE,
                        Signal.CLIENT_ERROR_RATE,
                        Signal.AUTH_ERROR_RATE,
                        Signal.THROTTLED_RATE)
                .filter(rule::reads)
                .toList();
        return shares.size() != 1 || readsFailures(rule) ? null : shares.getFirst();
    }

    private static boolean readsAllErrors(CompiledRule rule) {
        return readsFailures(rule) || rule.reads(Signal.CLIENT_ERROR_RATE);
    }

    /** Whether it reads of failures, however calls fail. */
    private static boolean readsFailures(CompiledRule rule) {
        return rule.reads(Signal.ERROR_RATE)
                || rule.reads(Signal.ERRORS)
                || rule.reads(Signal.ERROR_RATE_5M)
                || rule.reads(Signal.ERROR_RATE_15M)
                || rule.reads(Signal.ERROR_RATE_1H)
                || rule.reads(Signal.ERROR_RATE_24H)
                || rule.reads(Signal.ERROR_SURGE)
                || rule.reads(Signal.ERROR_EVIDENCE);
    }

    /** The share of the one way of being refused that it reads of all failures, null where it reads others too. */
    static @Nullable Signal onlyRefusal(CompiledRule rule) {
        boolean auth = rule.reads(Signal.AUTH_ERROR_RATE);
        boolean throttled = rule.reads(Signal.THROTTLED_RATE) || rule.reads(Signal.THROTTLED_EVIDENCE);
        if (auth == throttled || readsAllErrors(rule) || rule.reads(Signal.SERVER_ERROR_RATE)) {
            return null;
        }
        return auth ? Signal.AUTH_ERROR_RATE : Signal.THROTTLED_RATE;
    }

    static boolean readsUsage(CompiledRule rule) {
        return rule.reads(Signal.USAGE_TREND) || rule.reads(Signal.USAGE_CHANGE) || rule.reads(Signal.USAGE_RECOVERED);
    }

    /** What fails most at the customer now, heaviest first. */
    public static List<Evidence.Failing> failing(Measures measures) {
        return failing(measures.failures());
    }

    private static List<Evidence.Failing> failing(List<HeavyHitters.Failure> failures) {
        return failures.stream()
                .limit(FAILING_MAX)
                .map(f -> new Evidence.Failing(f.method(), f.route(), f.status(), f.count()))
                .toList();
    }

    private static boolean known(Signal signal, Measures measures) {
        return switch (signal.type()) {
            case NUMBER, FLAG -> !Double.isNaN(measures.number(signal));
            case TEXT -> measures.text(signal) != null;
            case LIST -> true;
        };
    }

    private static Evidence.Series series(CompiledRule rule, Measures measures) {
        Measures.Steps steps;
        if (readsUsage(rule)) {
            steps = measures.steps(Measures.Step.DAY, DAYS);
        } else if (measures.now() - measures.errorWindowFrom() <= 3_600_000L && readsErrors(rule)) {
            steps = measures.steps(Measures.Step.MINUTE, MINUTES);
        } else {
            steps = measures.steps(Measures.Step.HOUR, HOURS);
        }
        return new Evidence.Series(steps.fromMillis(), steps.stepMillis(), list(steps.calls()), list(steps.errors()));
    }

    private static List<Long> list(long[] values) {
        return Arrays.stream(values).boxed().toList();
    }
}
