package io.aegis.codec.event;

/**
 * {@code {"type":"tick","at":…}}: time has reached this instant (source time only).
 *
 * @param atMillis epoch milliseconds
 */
public record PublicTick(long atMillis) implements Line {}
