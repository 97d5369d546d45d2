package io.aegis.server.projection;

import io.aegis.engine.intervention.Evidence;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Evidence as it stands in the table. */
final class EvidenceJson {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_LONG_FOR_INTS)
            .build();

    private EvidenceJson() {}

    static String write(Evidence evidence) {
        return JSON.writeValueAsString(evidence).replace("\\u0000", "\\ufffd");
    }

    static Evidence read(String json) {
        return JSON.readValue(json, Evidence.class);
    }
}
