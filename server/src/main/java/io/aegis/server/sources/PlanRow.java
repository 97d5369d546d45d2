package io.aegis.server.sources;

/** A plan, price or product of a source and the tier that it is taken for. */
public record PlanRow(String source, String plan, String tier) {}
