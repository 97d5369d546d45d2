package io.aegis.engine.event;

/** Somebody of the customer signed in to the product; who is personal and kept apart. */
public record Login() implements Fact {}
