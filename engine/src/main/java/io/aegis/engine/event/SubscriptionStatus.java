package io.aegis.engine.event;

/** State of a customer's subscription. */
public enum SubscriptionStatus {
    NONE("none"),
    TRIALING("trialing"),
    ACTIVE("active"),
    PAST_DUE("past_due"),
    CANCELED("canceled");

    private final String id;

    SubscriptionStatus(String id) {
        this.id = id;
    }

    /** The word used in rules, API and files. */
    public String id() {
        return id;
    }

    /** Whether nothing is subscribed to: not yet, or no longer. */
    public boolean isOver() {
        return this == NONE || this == CANCELED;
    }
}
