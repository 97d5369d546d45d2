package io.aegis.engine.rule;

/** How urgent a rule's interventions are, in rising order. */
public enum Priority {
    LOW("low"),
    MEDIUM("medium"),
    HIGH("high"),
    CRITICAL("critical");

    private final String id;

    Priority(String id) {
        this.id = id;
    }

    public String id() {
        return id;
    }
}
