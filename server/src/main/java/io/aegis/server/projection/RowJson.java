package io.aegis.server.projection;

import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** Rows as the REST interface and the stream give them: snake case, times in RFC 3339. */
public final class RowJson {

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private RowJson() {}

    public static String of(InterventionRow row) {
        return JSON.writeValueAsString(row);
    }

    public static String of(IncidentRow row) {
        return JSON.writeValueAsString(row);
    }

    public static String of(CustomerRow row) {
        return JSON.writeValueAsString(row);
    }
}
