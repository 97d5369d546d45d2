package io.aegis.engine.fleet;

import io.aegis.engine.event.Fact;

/**
 * The platform failed for many customers at once.
 *
 * @param id made from its start, so that a replay makes the same one
 * @param endMillis {@link Fact#UNKNOWN} while it lasts
 * @param failing customers that saw 5xx answers when it was found
 * @param active customers that called then
 */
public record Incident(String id, long startMillis, long endMillis, int failing, int active) {

    /** What each id begins with. */
    public static final String ID_PREFIX = "platform_incident-";

    public boolean over() {
        return endMillis != Fact.UNKNOWN;
    }
}
