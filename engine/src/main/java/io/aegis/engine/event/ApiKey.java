package io.aegis.engine.event;

import org.jspecify.annotations.Nullable;

/**
 * A key was issued or revoked.
 *
 * @param key prefix or id, never the secret
 */
public record ApiKey(@Nullable String key, boolean test, boolean revoked) implements Fact {}
