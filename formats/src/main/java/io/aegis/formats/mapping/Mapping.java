package io.aegis.formats.mapping;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which fields of a foreign record fill ours, and how its paths become routes.
 *
 * @param targets for each target the ways to get it, tried in order; the first that gives a value wins
 * @param routes templates for paths; paths that fit none lose their ids by the looks of these
 */
public record Mapping(Map<Target, List<Extraction>> targets, RouteTemplates routes) {

    /** Says nothing. */
    public static final Mapping NONE = new Mapping(Map.of(), RouteTemplates.NONE);

    public Mapping {
        EnumMap<Target, List<Extraction>> copy = new EnumMap<>(Target.class);
        targets.forEach((target, ways) -> copy.put(target, List.copyOf(ways)));
        targets = copy;
    }

    /** This mapping, and the other one's targets and routes where this one says nothing. */
    public Mapping over(Mapping defaults) {
        EnumMap<Target, List<Extraction>> all = new EnumMap<>(Target.class);
        all.putAll(defaults.targets);
        all.putAll(targets);
        return new Mapping(all, routes.templates().isEmpty() ? defaults.routes : routes);
    }

    /** The first value that the record has for a target. */
    public @Nullable String text(Target target, Fields fields) {
        for (Extraction way : targets.getOrDefault(target, List.of())) {
            String value = way.from(fields);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    /** The first duration that the record has for a target, in milliseconds; negative where it has none. */
    public int millis(Target target, Fields fields) {
        for (Extraction way : targets.getOrDefault(target, List.of())) {
            String value = way.from(fields);
            double sum = value == null ? Double.NaN : Numbers.millis(value, way.unit());
            if (sum >= 0) {
                return (int) Math.min(Integer.MAX_VALUE, Math.round(sum));
            }
        }
        return -1;
    }

    /** A mapping of whole fields, for the defaults of a format: pairs of target and field names. */
    public static Builder of() {
        return new Builder();
    }

    /** Collects the defaults of a format. */
    public static final class Builder {
        private final EnumMap<Target, List<Extraction>> targets = new EnumMap<>(Target.class);

        private Builder() {}

        /** Fields that may hold a target, the best first. */
        public Builder take(Target target, String... fields) {
            targets.put(target, Arrays.stream(fields).map(Extraction::field).toList());
            return this;
        }

        /** A field that holds the latency in a unit. */
        public Builder latency(Unit unit, String... fields) {
            targets.put(
                    Target.LATENCY,
                    Arrays.stream(fields)
                            .map(field -> Extraction.field(field, unit))
                            .toList());
            return this;
        }

        /** Further fields that may hold the latency, in another unit. */
        public Builder alsoLatency(Unit unit, String... fields) {
            List<Extraction> all = new ArrayList<>(targets.getOrDefault(Target.LATENCY, List.of()));
            for (String field : fields) {
                all.add(Extraction.field(field, unit));
            }
            targets.put(Target.LATENCY, all);
            return this;
        }

        /** A further way to get a target: the first group of a pattern in a field. */
        public Builder orMatch(Target target, String field, String pattern) {
            List<Extraction> all = new ArrayList<>(targets.getOrDefault(target, List.of()));
            all.add(new Extraction(field, new Extraction.Match(Pattern.compile(pattern)), Unit.MILLISECONDS));
            targets.put(target, all);
            return this;
        }

        /** The mapping, without route templates. */
        public Mapping build() {
            return new Mapping(targets, RouteTemplates.NONE);
        }
    }
}
