/**
 * The simulated world of an API company's customers: what they do ({@code world}), what was true ({@code truth}), how it
 * reaches a monitor ({@code delivery}, {@code run}) and how well the monitor saw it ({@code score}). It speaks through
 * public doors only; the monitor cannot tell it from a real source.
 */
@NullMarked
package io.aegis.simulator;

import org.jspecify.annotations.NullMarked;
