package io.aegis.formats.source;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One object of the configuration, with the place where it stands and the list that its problems go to.
 *
 * @param environment gives the environment's variables, for {@code ${NAME}} in texts
 */
record Place(JsonNode node, String path, List<String> problems, UnaryOperator<@Nullable String> environment) {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{env:([A-Za-z_][A-Za-z0-9_]*)}");
    private static final Pattern DURATION = Pattern.compile("(\\d{1,7})(ms|s|m|h|d)");

    Place at(String field) {
        return new Place(node.path(field), path.isEmpty() ? field : path + "." + field, problems, environment);
    }

    Place at(int index) {
        return new Place(node.path(index), path + "[" + index + "]", problems, environment);
    }

    boolean has(String field) {
        return node.hasNonNull(field);
    }

    void wrong(String problem) {
        problems.add(path + ": " + problem);
    }

    /** Reports fields that mean nothing here: they are mostly misspelt. */
    void only(Set<String> known) {
        for (String field : node.propertyNames()) {
            if (!known.contains(field)) {
                wrong("(" + field + ") is not known here. Known are " + String.join(", ", known) + ".");
            }
        }
    }

    @Nullable
    String textOrNull(String field) {
        JsonNode value = node.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isValueNode()) {
            at(field).wrong("is no text.");
            return null;
        }
        return expanded(field, value.asString(""));
    }

    String text(String field) {
        String value = textOrNull(field);
        if (value == null || value.isBlank()) {
            wrong("(" + field + ") is missing.");
            return "";
        }
        return value;
    }

    private String expanded(String field, String text) {
        Matcher matcher = VARIABLE.matcher(text);
        return matcher.replaceAll(found -> {
            String value = environment.apply(found.group(1));
            if (value == null) {
                at(field).wrong("the environment variable (" + found.group(1) + ") is not set.");
            }
            return Matcher.quoteReplacement(value == null ? "" : value);
        });
    }

    Duration duration(String field, Duration otherwise) {
        String text = textOrNull(field);
        if (text == null) {
            return otherwise;
        }
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            at(field).wrong("(" + text + ") is no duration such as 30s, 5m or 1h.");
            return otherwise;
        }
        long value = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(value);
            case "s" -> Duration.ofSeconds(value);
            case "m" -> Duration.ofMinutes(value);
            case "h" -> Duration.ofHours(value);
            default -> Duration.ofDays(value);
        };
    }

    /** One text under {@code single}, or several under {@code several}. */
    List<String> texts(String single, String several) {
        List<String> all = new ArrayList<>();
        if (has(single)) {
            all.add(text(single));
        }
        Place list = at(several);
        for (int i = 0; i < list.node.size(); i++) {
            all.add(list.expanded("" + i, list.node.path(i).asString("")));
        }
        if (all.isEmpty() || all.contains("")) {
            wrong("(" + single + ") is missing or empty.");
        }
        return all;
    }

    Map<String, String> pairs(String field) {
        Map<String, String> all = new LinkedHashMap<>();
        Place pairs = at(field);
        if (has(field) && !pairs.node.isObject()) {
            pairs.wrong("is no object of names and values.");
        }
        for (String name : pairs.node.propertyNames()) {
            String value = pairs.textOrNull(name);
            if (value != null) {
                all.put(name, value);
            }
        }
        return all;
    }
}
