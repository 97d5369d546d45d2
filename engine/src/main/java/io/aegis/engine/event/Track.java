package io.aegis.engine.event;

/** A product event outside the API. */
public record Track(String name) implements Fact {}
