package io.aegis.engine.signal;

/** What an answer says to the one who called, as far as windows tell it apart. */
enum Answer {
    GOOD,
    /** 4xx other than the next two. */
    REFUSED,
    /** 401 and 403. */
    UNAUTHORISED,
    /** 429. */
    THROTTLED,
    /** 5xx. */
    BROKEN;

    static Answer of(int status, boolean failed) {
        if (!failed) {
            return GOOD;
        }
        return switch (status) {
            case 401, 403 -> UNAUTHORISED;
            case 429 -> THROTTLED;
            default -> status >= 500 ? BROKEN : REFUSED;
        };
    }
}
