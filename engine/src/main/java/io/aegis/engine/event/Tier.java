package io.aegis.engine.event;

/** What a customer pays for, in rising order. */
public enum Tier {
    NONE("none"),
    TRIAL("trial"),
    STARTER("starter"),
    PRO("pro"),
    ENTERPRISE("enterprise");

    private final String id;

    Tier(String id) {
        this.id = id;
    }

    /** The word used in rules, API and files. */
    public String id() {
        return id;
    }
}
