package io.aegis.engine.rule;

import io.aegis.engine.signal.Signal;
import org.jspecify.annotations.Nullable;

/**
 * A number as a linear function of one signal: {@code factor * signal + offset}.
 *
 * @param signal null for a constant, which is then the offset
 */
record Line(@Nullable Signal signal, double factor, double offset) {}
