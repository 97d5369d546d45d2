package io.aegis.engine.event;

import org.jspecify.annotations.Nullable;

/** A payment succeeded or failed. */
public record Payment(
        boolean succeeded,
        double amount,
        @Nullable String currency,
        @Nullable String reason,
        int attempt) implements Fact {}
