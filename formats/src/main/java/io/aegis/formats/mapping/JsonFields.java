package io.aegis.formats.mapping;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A JSON object as fields. A name is a member, or a path of members with dots between; a member whose own name has dots
 * ({@code http.route}) is found too.
 */
public record JsonFields(JsonNode root) implements Fields {

    @Override
    public @Nullable String text(String name) {
        JsonNode found = find(root, name);
        return found == null ? null : textOf(found);
    }

    /** The member that a name or path leads to; null where there is none. */
    public static @Nullable JsonNode find(JsonNode node, String name) {
        JsonNode whole = node.get(name);
        if (whole != null) {
            return whole;
        }
        for (int dot = name.indexOf('.'); dot > 0; dot = name.indexOf('.', dot + 1)) {
            JsonNode child = node.get(name.substring(0, dot));
            JsonNode found = child == null || !child.isObject() ? null : find(child, name.substring(dot + 1));
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** The names that lead to its values, with dots between: {@code status, http.route}. */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        names(root, "", names);
        return names;
    }

    private static void names(JsonNode node, String before, List<String> names) {
        node.properties().forEach(member -> {
            if (member.getValue().isObject()) {
                names(member.getValue(), before + member.getKey() + ".", names);
            } else {
                names.add(before + member.getKey());
            }
        });
    }

    private static @Nullable String textOf(JsonNode node) {
        if (node.isArray()) {
            return node.isEmpty() ? null : textOf(node.get(0));
        }
        if (node.isObject() || node.isNull() || node.isMissingNode()) {
            return null;
        }
        String text = node.isNumber() ? node.decimalValue().toPlainString() : node.asString();
        return text.isEmpty() || text.equals("-") ? null : text;
    }
}
