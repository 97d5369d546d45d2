package io.aegis.formats.identity;

/**
 * Traffic of an id that belongs to nobody known.
 *
 * @param source where it came from, empty if that has no name
 */
public record Unattributed(String source, String id, long events, long firstAtMillis, long lastAtMillis) {}
