package io.aegis.engine.intervention;

/**
 * One change of an intervention.
 *
 * @param atMillis event time of the change
 * @param kind {@code opened}, {@code reopened}, {@code held}, {@code released}, {@code cleared}, {@code recovered},
 *     {@code acknowledged}, {@code assigned}, {@code commented}, {@code snoozed}, {@code woken}, {@code dismissed},
 *     {@code resolved}, {@code undone}
 * @param reason machine-readable, for instance {@code condition_cleared}
 * @param actor user name, or {@code aegis} for the engine itself
 * @param text the same in plain words
 */
public record TimelineEntry(long atMillis, String kind, String reason, String actor, String text) {}
