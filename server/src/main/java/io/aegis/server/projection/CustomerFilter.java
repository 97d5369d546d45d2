package io.aegis.server.projection;

import org.jspecify.annotations.Nullable;

/**
 * Which customers; null does not restrict.
 *
 * @param query part of name or id
 * @param internal whether those whose tags say internal or test are among them
 */
public record CustomerFilter(
        @Nullable String query,
        @Nullable String health,
        @Nullable String tier,
        @Nullable String stage,
        @Nullable String owner,
        boolean internal) {
    public static final CustomerFilter ALL = new CustomerFilter(null, null, null, null, null, true);

    /** True where it asks for health, tier or stage. */
    boolean kinds() {
        return health != null || tier != null || stage != null;
    }
}
