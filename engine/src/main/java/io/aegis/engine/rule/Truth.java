package io.aegis.engine.rule;

/** The three values of a condition. */
public enum Truth {
    FALSE,
    TRUE,
    /** Not enough data to say. */
    UNKNOWN
}
