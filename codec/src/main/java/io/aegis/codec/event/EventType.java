package io.aegis.codec.event;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The types of the public schema. */
enum EventType {
    API_CALL("api_call"),
    API_CALLS("api_calls"),
    CUSTOMER("customer"),
    CUSTOMER_REMOVED("customer_removed"),
    API_KEY("api_key"),
    SUBSCRIPTION("subscription"),
    PAYMENT("payment"),
    ERROR("error"),
    LOGIN("login"),
    TRACK("track"),
    SIGNAL("signal"),
    TICK("tick");

    private final String id;

    EventType(String id) {
        this.id = id;
    }

    String id() {
        return id;
    }

    static @Nullable EventType named(String id) {
        for (EventType type : values()) {
            if (type.id.equals(id)) {
                return type;
            }
        }
        return null;
    }

    static List<String> ids() {
        List<String> ids = new ArrayList<>();
        for (EventType type : values()) {
            ids.add(type.id);
        }
        return ids;
    }
}
