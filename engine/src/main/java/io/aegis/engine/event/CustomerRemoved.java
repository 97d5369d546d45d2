package io.aegis.engine.event;

/** The customer left: its state and interventions end, earlier events of it are dropped. */
public record CustomerRemoved() implements Fact {}
