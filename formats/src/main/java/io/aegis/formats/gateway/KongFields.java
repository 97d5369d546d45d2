package io.aegis.formats.gateway;

import io.aegis.formats.mapping.Fields;
import io.aegis.formats.mapping.JsonFields;
import org.jspecify.annotations.Nullable;

/**
 * A record of Kong's log plug-ins. Its {@code call_id} is the request's id with the answer's status: plug-ins that send
 * a record again send both alike.
 */
record KongFields(JsonFields json) implements Fields {

    static final String CALL_ID = "call_id";

    @Override
    public @Nullable String text(String name) {
        if (!name.equals(CALL_ID)) {
            return json.text(name);
        }
        String id = json.text("request.id");
        return id == null ? null : id + "-" + json.text("response.status");
    }
}
