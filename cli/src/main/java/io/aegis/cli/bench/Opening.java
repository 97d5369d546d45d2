package io.aegis.cli.bench;

/** A rule opened for a customer at an event time. */
record Opening(int customer, long atMillis) {}
