package io.aegis.engine.event;

/** An error tracker's report for this customer; title and address are personal and kept apart. */
public record ErrorReport(String level, long count) implements Fact {}
