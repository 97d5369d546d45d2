package io.aegis.formats.mapping;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The routes that a company names: a path becomes the template that fits it, the most literal one first. */
public final class RouteTemplates {

    /** No templates: ids in paths are found by their looks alone. */
    public static final RouteTemplates NONE = new RouteTemplates(List.of());

    private final Node root = new Node();
    private final List<RouteTemplate> templates;

    /** Templates in any order. */
    public RouteTemplates(List<RouteTemplate> templates) {
        this.templates = List.copyOf(templates);
        templates.forEach(this::add);
    }

    /** The templates as given. */
    public List<RouteTemplate> templates() {
        return templates;
    }

    /** The template that fits a path without query; null where none does. */
    public @Nullable String match(String path) {
        return templates.isEmpty() ? null : root.match(path.substring(1).split("/", -1), 0);
    }

    private void add(RouteTemplate template) {
        Node node = root;
        for (String segment : template.segments()) {
            if (segment.equals("**")) {
                node.rest = template.text();
                return;
            }
            node = node.child(segment);
        }
        node.here = template.text();
    }

    private static final class Node {
        private final Map<String, Node> literals = new LinkedHashMap<>();
        private @Nullable Node variable;
        private @Nullable String here;
        private @Nullable String rest;

        Node child(String segment) {
            if (!RouteTemplate.isVariable(segment)) {
                return literals.computeIfAbsent(segment, unused -> new Node());
            }
            if (variable == null) {
                variable = new Node();
            }
            return variable;
        }

        @Nullable
        String match(String[] parts, int at) {
            if (at == parts.length) {
                return here != null ? here : rest;
            }
            Node literal = literals.get(parts[at]);
            String found = literal == null ? null : literal.match(parts, at + 1);
            if (found == null && variable != null && !parts[at].isEmpty()) {
                found = variable.match(parts, at + 1);
            }
            return found != null ? found : rest;
        }
    }
}
