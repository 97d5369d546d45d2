package io.aegis.engine.rule;

import dev.cel.common.CelAbstractSyntaxTree;
import io.aegis.engine.rule.Node.TruthNode;
import io.aegis.engine.signal.Pace;
import io.aegis.engine.signal.Reading;
import io.aegis.engine.signal.Signal;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A condition that has been checked and compiled. Immutable; safe for any thread. */
public final class Condition {

    /** Signals that have a value for every customer at every time. */
    private static final Set<Signal> ALWAYS_KNOWN = Collections.unmodifiableSet(EnumSet.of(
            Signal.CALLS_TOTAL,
            Signal.STAGE,
            Signal.TIER,
            Signal.SUBSCRIPTION_STATUS,
            Signal.FAILED_PAYMENTS,
            Signal.ERROR_SURGE,
            Signal.FAILING_ROUTES,
            Signal.FAILING_STATUSES,
            Signal.TAGS));

    /**
     * A comparison of a signal with a constant: the value at which the condition may turn while time alone passes.
     *
     * @param value in the signal's unit
     */
    public record Threshold(Signal signal, double value) {}

    private final String source;
    private final TruthNode root;
    private final Set<Signal> signals;
    private final Set<Signal> looselyRead;
    private final List<String> reported;
    private final List<Threshold> thresholds;

    /** Only counted, never read by an evaluation: what is decided does not depend on it. */
    private long faults;

    private String lastFault = "";

    private Condition(String source, TruthNode root, Reads reads) {
        this.source = source;
        this.root = root;
        this.signals = Collections.unmodifiableSet(new LinkedHashSet<>(reads.signals()));
        this.looselyRead = Collections.unmodifiableSet(new LinkedHashSet<>(reads.loose()));
        this.reported = reads.reported();
        this.thresholds = reads.thresholds();
    }

    /**
     * Compiles a CEL expression over signals.
     *
     * @param rule for the report
     * @param field for the report, for instance {@code when}
     * @throws RuleException with all problems, each at its column
     */
    public static Condition compile(String rule, String field, String source) {
        Findings findings = new Findings(rule, field);
        CelAbstractSyntaxTree tree = Syntax.parse(source, findings);
        if (tree == null) {
            throw findings.exception();
        }
        Compilation compilation = new Compilation(tree.getSource(), findings);
        TruthNode root = compilation.condition(tree.getExpr());
        if (root == null || !findings.none()) {
            throw findings.exception();
        }
        return new Condition(source, root, compilation.reads());
    }

    /**
     * Never throws: a fault while evaluating is {@link Truth#UNKNOWN}, so that it touches neither other rules nor other
     * customers, and is counted.
     */
    public Truth test(Reading reading) {
        try {
            return root.test(reading);
        } catch (RuntimeException e) {
            faults++;
            lastFault = e.toString();
            return Truth.UNKNOWN;
        }
    }

    /** Whether it is true; as {@link #test}, and sooner. */
    boolean holds(Reading reading) {
        try {
            return root.holds(reading);
        } catch (RuntimeException e) {
            return test(reading) == Truth.TRUE;
        }
    }

    /** What keeps it from being true until a signal of that pace has moved; null where nothing does. */
    @Nullable
    Bar bar(Pace pace) {
        return root.bar(pace);
    }

    /** How often evaluating failed; from another thread than the evaluating one it may lag. */
    public long faults() {
        return faults;
    }

    /** What the last fault was, empty without one. */
    public String lastFault() {
        return lastFault;
    }

    /** Signals that the condition reads, in the order they stand in the text. */
    public Set<Signal> signals() {
        return signals;
    }

    /**
     * Numbers among {@link #signals} that stand elsewhere than in a comparison with a constant, as both in {@code
     * p95_latency_ms > 2 * p95_baseline_ms}: {@link #thresholds} does not tell when the condition turns by them.
     */
    public Set<Signal> looselyRead() {
        return looselyRead;
    }

    /** Names of the reported signals that it reads. */
    public List<String> reported() {
        return reported;
    }

    /** Every comparison of a signal with a constant. */
    public List<Threshold> thresholds() {
        return thresholds;
    }

    /** False where the condition is true or false for every customer, whatever is known of it. */
    public boolean mayBeUnknown() {
        return !reported.isEmpty() || !ALWAYS_KNOWN.containsAll(signals);
    }

    /** The text it was compiled from. */
    public String source() {
        return source;
    }

    @Override
    public String toString() {
        return source;
    }
}
