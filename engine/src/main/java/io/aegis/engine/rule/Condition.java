package io.aegis.engine.rule;

import io.aegis.engine.signal.Reading;
import io.aegis.engine.signal.Signal;
import java.util.List;
import java.util.Set;

/** A condition that has been checked and compiled. Immutable; safe for any thread. */
public final class Condition {

    /**
     * A comparison of a signal with a constant: the value at which the condition may turn while time alone passes.
     *
     * @param value in the signal's unit
     */
    public record Threshold(Signal signal, double value) {}

    private Condition() {}

    /**
     * Compiles a CEL expression over signals.
     *
     * @param rule for the report
     * @param field for the report, for instance {@code when}
     * @throws RuleException with all problems, each at its column
     */
    public static Condition compile(String rule, String field, String source) {
        return new Condition();
    }

    /** Never throws; a fault while evaluating is {@link Truth#UNKNOWN} and told by the host's metric. */
    public Truth test(Reading reading) {
        return Truth.UNKNOWN;
    }

    /** Signals that the condition reads, in the order they stand in the text. */
    public Set<Signal> signals() {
        return Set.of();
    }

    /** Names of the reported signals that it reads. */
    public List<String> reported() {
        return List.of();
    }

    /** Every comparison of a signal with a constant. */
    public List<Threshold> thresholds() {
        return List.of();
    }

    /** The text it was compiled from. */
    public String source() {
        return "";
    }
}
