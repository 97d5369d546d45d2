package io.aegis.server.projection;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Reads usage series. */
public final class UsageQueries {

    /**
     * Every step of [from, to), empty ones included.
     *
     * @param step one minute, one hour or one day
     * @throws IllegalArgumentException for another step or more than 10,000 steps
     */
    public List<UsagePoint> series(String customerId, Instant from, Instant to, Duration step) {
        return pending();
    }

    /** Calls on each of the last {@code days} days up to and with the one of {@code now}, oldest first, by customer id. */
    public Map<String, List<Long>> dailyCalls(Collection<String> customerIds, Instant now, int days) {
        return pending();
    }

    @SuppressWarnings("TypeParameterUnusedInFormals")
    private static <T> T pending() {
        throw new UnsupportedOperationException("the host is not in this build");
    }
}
