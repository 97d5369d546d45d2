package io.aegis.engine.event;

import org.jspecify.annotations.Nullable;

/**
 * One API call.
 *
 * @param route path with ids as {@code {id}}, without query string
 * @param status HTTP status, 100 to 599
 * @param latencyMillis {@link Fact#UNKNOWN} where not said
 * @param test true in the customer's test environment; not said is live
 * @param key prefix or id of the API key, never the secret
 */
public record ApiCall(
        String method,
        String route,
        int status,
        int latencyMillis,
        boolean test,
        @Nullable String key,
        @Nullable String errorCode)
        implements Fact {}
