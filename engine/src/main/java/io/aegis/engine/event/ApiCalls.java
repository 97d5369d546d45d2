package io.aegis.engine.event;

import org.jspecify.annotations.Nullable;

/**
 * Calls already added up over [at, until]; they count in the minute before {@code untilMillis}.
 *
 * @param clientErrors 4xx answers, {@code authErrors} and {@code throttled} included
 * @param untilMillis end of the span; {@link Fact#UNKNOWN} where not said, then the event's own time
 */
public record ApiCalls(
        long count,
        long clientErrors,
        long authErrors,
        long throttled,
        long serverErrors,
        long untilMillis,
        @Nullable String route)
        implements Fact {}
