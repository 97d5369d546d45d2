package io.aegis.engine.rule;

import io.aegis.engine.rule.Condition.Threshold;
import io.aegis.engine.signal.Signal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a condition reads, gathered in the order of its text. */
final class Reads {

    private static final List<String> NAMES =
            Arrays.stream(Signal.values()).map(Signal::id).toList();

    private final Set<Signal> signals = new LinkedHashSet<>();
    private final Set<String> reported = new LinkedHashSet<>();
    private final List<Threshold> thresholds = new ArrayList<>();
    private final Map<Signal, Integer> places = new EnumMap<>(Signal.class);

    static List<String> signalNames() {
        return NAMES;
    }

    void read(Signal signal) {
        signals.add(signal);
        places.merge(signal, 1, Integer::sum);
    }

    void reported(String name) {
        reported.add(name);
    }

    /** One reading of the signal is a comparison with these values alone. */
    void compared(Signal signal, List<Double> values) {
        places.merge(signal, -1, Integer::sum);
        for (double value : values) {
            thresholds.add(new Threshold(signal, value));
        }
    }

    Set<Signal> signals() {
        return signals;
    }

    List<String> reported() {
        return List.copyOf(reported);
    }

    List<Threshold> thresholds() {
        return List.copyOf(thresholds);
    }

    /** Numbers that stand elsewhere than in a comparison with a constant. */
    Set<Signal> loose() {
        Set<Signal> loose = new LinkedHashSet<>(signals);
        loose.removeIf(signal -> signal.type() != Signal.Type.NUMBER || places.getOrDefault(signal, 0) <= 0);
        return loose;
    }
}
