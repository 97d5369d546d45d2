package io.aegis.engine.rule;

/** The three values of a condition. */
public enum Truth {
    FALSE,
    TRUE,
    /** Not enough data to say. */
    UNKNOWN;

    static Truth of(boolean known) {
        return known ? TRUE : FALSE;
    }

    /** Unknown stays unknown. */
    Truth negated() {
        return switch (this) {
            case FALSE -> TRUE;
            case TRUE -> FALSE;
            case UNKNOWN -> UNKNOWN;
        };
    }
}
