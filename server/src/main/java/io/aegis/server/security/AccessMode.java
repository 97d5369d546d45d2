package io.aegis.server.security;

/** How requests are let in. */
public enum AccessMode {
    /** By token or session. */
    CLOSED,
    /** Everything that comes from this machine's own pages and programs. */
    DEMO
}
