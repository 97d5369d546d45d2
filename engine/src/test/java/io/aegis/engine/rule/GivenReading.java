package io.aegis.engine.rule;

import io.aegis.engine.signal.Reading;
import io.aegis.engine.signal.Signal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A reading written down by a test: {@code error_rate=0.2 tier=pro tags=batch,beta reported.churn=0.7}. */
final class GivenReading implements Reading {

    private final Map<Signal, Object> values = new EnumMap<>(Signal.class);
    private final Map<String, Object> reported = new TreeMap<>();

    static GivenReading of(String text) {
        GivenReading reading = new GivenReading();
        for (String pair : text.isBlank() ? new String[0] : text.strip().split("\\s+")) {
            String name = pair.substring(0, pair.indexOf('='));
            String value = pair.substring(pair.indexOf('=') + 1);
            if (name.startsWith("reported.")) {
                reading.reported.put(name.substring("reported.".length()), parsed(value));
            } else {
                reading.put(Objects.requireNonNull(Signal.named(name), name), value);
            }
        }
        return reading;
    }

    private static Object parsed(String value) {
        if (value.equals("true") || value.equals("false")) {
            return Boolean.valueOf(value);
        }
        return value.matches("-?[0-9.]+") ? (Object) Double.valueOf(value) : value;
    }

    private void put(Signal signal, String value) {
        values.put(
                signal,
                switch (signal.type()) {
                    case NUMBER -> Double.valueOf(value);
                    case FLAG -> value.equals("true") ? 1.0 : 0.0;
                    case TEXT -> value;
                    case LIST -> List.of(value.split(","));
                });
    }

    void set(Signal signal, Object value) {
        values.put(signal, value);
    }

    void forget(Signal signal) {
        values.remove(signal);
    }

    @Override
    public double number(Signal signal) {
        return values.get(signal) instanceof Double value ? value : Double.NaN;
    }

    @Override
    public @Nullable String text(Signal signal) {
        return values.get(signal) instanceof String value ? value : null;
    }

    @Override
    public List<String> list(Signal signal) {
        return values.get(signal) instanceof List<?> list
                ? list.stream().map(Object::toString).toList()
                : List.of();
    }

    @Override
    public @Nullable Object reported(String name) {
        return reported.get(name);
    }
}
