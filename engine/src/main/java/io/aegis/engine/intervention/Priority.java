package io.aegis.engine.intervention;

/** How urgent an intervention is, in rising order. */
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
