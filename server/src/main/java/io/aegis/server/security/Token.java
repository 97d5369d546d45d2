package io.aegis.server.security;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a token; the token itself is not.
 *
 * @param source events sent with it are counted under this source, whatever the door says; null for none
 */
public record Token(
        long id,
        String name,
        Set<Scope> scopes,
        @Nullable String source,
        Instant createdAt,
        @Nullable Instant lastUsedAt,
        @Nullable Instant revokedAt) {}
