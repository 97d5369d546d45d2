package io.aegis.server.api;

import io.aegis.engine.CustomerView;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.StringNode;

/** How the engine's values look in JSON. */
final class Values {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Values() {}

    /** Unknown is null; what is named {@code …_at} is a time. */
    static @Nullable Object ofSignal(String name, Object value) {
        if (value.equals(CustomerView.UNKNOWN) || (value instanceof Double number && !Double.isFinite(number))) {
            return null;
        }
        if (name.endsWith("_at") && !name.startsWith("reported.") && value instanceof Number millis) {
            return millis.longValue() < 0 ? null : Instant.ofEpochMilli(millis.longValue());
        }
        return value;
    }

    static @Nullable Instant instant(long millis) {
        return millis < 0 ? null : Instant.ofEpochMilli(millis);
    }

    /** Texts of JSON as what they say. */
    static SortedMap<String, JsonNode> parsed(SortedMap<String, String> json) {
        SortedMap<String, JsonNode> values = new TreeMap<>();
        json.forEach((name, text) -> values.put(name, parsed(text)));
        return values;
    }

    private static JsonNode parsed(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JacksonException plain) {
            return new StringNode(json);
        }
    }
}
