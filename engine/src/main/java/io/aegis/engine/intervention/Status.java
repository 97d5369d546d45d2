package io.aegis.engine.intervention;

/** Where an intervention stands. */
public enum Status {
    /** Recorded under its cause, no drafts, not in the inbox. */
    HELD("held"),
    /** Waits for a person, acknowledged or not. */
    OPEN("open"),
    /** Put off by a person until an instant. */
    SNOOZED("snoozed"),
    /** The condition has passed, but the rule leaves closing to a person. */
    RECOVERED("recovered"),
    /** Ended by what the customer did. */
    CLEARED("cleared"),
    /** Ended by a person who did something. */
    RESOLVED("resolved"),
    /** Ended by a person as not worth acting on. */
    DISMISSED("dismissed");

    private final String id;

    Status(String id) {
        this.id = id;
    }

    public String id() {
        return id;
    }

    /** True until it has ended. */
    public boolean live() {
        return switch (this) {
            case HELD, OPEN, SNOOZED, RECOVERED -> true;
            case CLEARED, RESOLVED, DISMISSED -> false;
        };
    }
}
