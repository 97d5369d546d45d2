package io.aegis.cli.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What one benchmark found: its parameters and the figures of its runs, in the order given. */
final class Result {

    private final String benchmark;
    private final Map<String, Object> parameters = new LinkedHashMap<>();
    private final Map<String, List<Double>> samples = new LinkedHashMap<>();
    private final Map<String, String> units = new LinkedHashMap<>();

    Result(String benchmark) {
        this.benchmark = benchmark;
    }

    Result with(String parameter, Object value) {
        parameters.put(parameter, value);
        return this;
    }

    /** One run's sample of a figure. */
    Result add(String figure, String unit, double sample) {
        samples.computeIfAbsent(figure, first -> new ArrayList<>()).add(sample);
        units.put(figure, unit);
        return this;
    }

    String benchmark() {
        return benchmark;
    }

    Map<String, Object> parameters() {
        return parameters;
    }

    Map<String, Figure> figures() {
        Map<String, Figure> figures = new LinkedHashMap<>();
        samples.forEach((name, values) -> figures.put(
                name,
                Figure.of(
                        units.getOrDefault(name, ""),
                        values.stream().mapToDouble(Double::doubleValue).toArray())));
        return figures;
    }
}
