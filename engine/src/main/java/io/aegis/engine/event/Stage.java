package io.aegis.engine.event;

/** How far a customer has come with its integration, in order. */
public enum Stage {
    NEW("new"),
    TRIAL_CREATED("trial_created"),
    API_KEYS_GENERATED("api_keys_generated"),
    FIRST_API_CALL("first_api_call"),
    INTEGRATION_VALIDATED("integration_validated"),
    PRODUCTION_READY("production_ready");

    private final String id;

    Stage(String id) {
        this.id = id;
    }

    /** The word used in rules, API and files. */
    public String id() {
        return id;
    }
}
