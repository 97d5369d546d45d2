package io.aegis.server.projection;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads customers. */
public final class CustomerQueries {

    /**
     * @param sort {@code name}, {@code score}, {@code calls}, {@code last_call}, {@code error_rate}, {@code mrr}; a
     *     leading {@code -} for descending; null is by name
     * @param cursor of an earlier page, null for the first
     * @throws IllegalArgumentException for an unknown sort or a broken cursor
     */
    public Page<CustomerRow> page(CustomerFilter filter, @Nullable String sort, @Nullable String cursor, int limit) {
        return pending();
    }

    public Optional<CustomerDetail> byId(String id) {
        return pending();
    }

    @SuppressWarnings("TypeParameterUnusedInFormals")
    private static <T> T pending() {
        throw new UnsupportedOperationException("the host is not in this build");
    }
}
