package io.aegis.codec.event;

/** What one line, or one element of a JSON array, turned out to be. */
public sealed interface Line permits PublicEvent, PublicTick, RejectedLine {}
