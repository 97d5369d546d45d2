package io.aegis.formats.mapping;

import java.util.Arrays;
import java.util.Optional;

/** What a mapping can fill. */
public enum Target {
    CUSTOMER("customer"),
    KEY("key"),
    AT("at"),
    METHOD("method"),
    ROUTE("route"),
    STATUS("status"),
    LATENCY("latency_ms"),
    ENVIRONMENT("environment"),
    ERROR_CODE("error_code"),
    ID("id");

    private final String id;

    Target(String id) {
        this.id = id;
    }

    /** The word used in configuration files. */
    public String id() {
        return id;
    }

    /** The target that a configuration names. */
    public static Optional<Target> of(String id) {
        return Arrays.stream(values()).filter(target -> target.id.equals(id)).findFirst();
    }
}
