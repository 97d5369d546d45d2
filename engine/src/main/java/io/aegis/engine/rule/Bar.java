package io.aegis.engine.rule;

import io.aegis.engine.signal.Reading;
import org.jspecify.annotations.Nullable;

/**
 * What keeps a condition from being true until a signal of some pace moves, worked out of it when it is compiled: only
 * the terms that such a signal decides are left.
 */
@FunctionalInterface
interface Bar {

    /** False only where the condition is not true, and will not be before a signal of the pace has moved. */
    boolean lets(Reading reading);

    /** Either may keep it; null keeps nothing. */
    static @Nullable Bar either(@Nullable Bar first, @Nullable Bar second) {
        if (first == null || second == null) {
            return first == null ? second : first;
        }
        return reading -> first.lets(reading) && second.lets(reading);
    }

    /** Only both together keep it; null keeps nothing. */
    static @Nullable Bar together(@Nullable Bar first, @Nullable Bar second) {
        return first == null || second == null ? null : reading -> first.lets(reading) || second.lets(reading);
    }
}
