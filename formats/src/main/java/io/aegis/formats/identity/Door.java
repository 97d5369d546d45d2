package io.aegis.formats.identity;

/** What kind of ids come through a door. */
public enum Door {
    /** Our own schema: ids are the company's own; one never seen is a new customer. */
    OWN,
    /** Another system's ids: one that is linked to nobody is counted as unattributed. */
    FOREIGN
}
