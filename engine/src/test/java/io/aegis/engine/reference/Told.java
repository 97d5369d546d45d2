package io.aegis.engine.reference;

import io.aegis.engine.event.Fact;

/** A fact and its own time. */
record Told(long at, Fact fact) {}
