package io.aegis.formats.source;

import io.aegis.formats.mapping.Extraction;
import io.aegis.formats.mapping.Mapping;
import io.aegis.formats.mapping.RouteTemplate;
import io.aegis.formats.mapping.RouteTemplates;
import io.aegis.formats.mapping.Target;
import io.aegis.formats.mapping.Unit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Reads {@code mapping:}. */
final class MappingReader {

    private static final Set<String> STEPS = Set.of("field", "match", "query", "path", "value", "unit");

    private MappingReader() {}

    static Mapping read(Place place) {
        if (place.node().isMissingNode() || place.node().isNull()) {
            return Mapping.NONE;
        }
        if (!place.node().isObject()) {
            place.wrong("is no object of targets.");
            return Mapping.NONE;
        }
        Map<Target, List<Extraction>> targets = new EnumMap<>(Target.class);
        RouteTemplates routes = RouteTemplates.NONE;
        for (String name : place.node().propertyNames()) {
            if (name.equals("routes")) {
                routes = routes(place.at(name));
                continue;
            }
            Target target = Target.of(name).orElse(null);
            if (target == null) {
                place.wrong("(" + name + ") is no target. Targets are " + targetNames() + ".");
            } else {
                targets.put(target, ways(place.at(name)));
            }
        }
        return new Mapping(targets, routes);
    }

    private static String targetNames() {
        Set<String> names = new TreeSet<>(Set.of("routes"));
        for (Target target : Target.values()) {
            names.add(target.id());
        }
        return String.join(", ", names);
    }

    private static RouteTemplates routes(Place place) {
        List<RouteTemplate> templates = new ArrayList<>();
        for (int i = 0; i < place.node().size(); i++) {
            try {
                templates.add(RouteTemplate.of(place.node().path(i).asString("")));
            } catch (IllegalArgumentException wrong) {
                place.at(i).wrong(String.valueOf(wrong.getMessage()));
            }
        }
        return new RouteTemplates(templates);
    }

    private static List<Extraction> ways(Place place) {
        List<Extraction> ways = new ArrayList<>();
        if (place.node().isArray()) {
            for (int i = 0; i < place.node().size(); i++) {
                way(place.at(i), ways);
            }
        } else {
            way(place, ways);
        }
        return ways;
    }

    private static void way(Place place, List<Extraction> ways) {
        if (place.node().isValueNode()) {
            ways.add(Extraction.field(place.node().asString("")));
            return;
        }
        place.only(STEPS);
        String field = place.textOrNull("field");
        String unitText = place.textOrNull("unit");
        Unit unit = Unit.of(unitText == null ? "ms" : unitText).orElse(null);
        Extraction.Step step = step(place);
        if (unit == null) {
            place.wrong("(" + unitText + ") is no unit; use s, ms, us or ns.");
        } else if (field == null && !(step instanceof Extraction.Constant)) {
            place.wrong("(field) is missing.");
        } else if (step != null) {
            ways.add(new Extraction(field == null ? "" : field, step, unit));
        }
    }

    private static Extraction.@Nullable Step step(Place place) {
        try {
            String match = place.textOrNull("match");
            if (match != null) {
                return new Extraction.Match(Pattern.compile(match));
            }
            String path = place.textOrNull("path");
            if (path != null) {
                return new Extraction.PathVariable(RouteTemplate.of(path));
            }
        } catch (PatternSyntaxException wrong) {
            place.at("match").wrong("is no regular expression: " + wrong.getDescription() + ".");
            return null;
        } catch (IllegalArgumentException wrong) {
            place.at("path").wrong(String.valueOf(wrong.getMessage()));
            return null;
        }
        String query = place.textOrNull("query");
        String value = place.textOrNull("value");
        return query != null
                ? new Extraction.Query(query)
                : value != null ? new Extraction.Constant(value) : new Extraction.Whole();
    }
}
