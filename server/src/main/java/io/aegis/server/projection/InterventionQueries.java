package io.aegis.server.projection;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads interventions. */
public final class InterventionQueries {

    /**
     * @param sort {@code opened_at}, {@code cleared_at}, {@code priority}, {@code updated_at}, {@code mrr}; a leading
     *     {@code -} for descending; null is newest first
     * @throws IllegalArgumentException for an unknown sort or a broken cursor
     */
    public Page<InterventionRow> page(
            InterventionFilter filter, @Nullable String sort, @Nullable String cursor, int limit) {
        return pending();
    }

    public Optional<InterventionDetail> byId(String id) {
        return pending();
    }

    @SuppressWarnings("TypeParameterUnusedInFormals")
    private static <T> T pending() {
        throw new UnsupportedOperationException("the host is not in this build");
    }
}
