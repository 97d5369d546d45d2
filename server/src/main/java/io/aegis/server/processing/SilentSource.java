package io.aegis.server.processing;

/**
 * A source that sends nothing for all of its customers at once, which is a fault on the way here and not theirs.
 *
 * @param sinceMillis event time from which it counts as silent
 */
public record SilentSource(String name, long sinceMillis) {}
