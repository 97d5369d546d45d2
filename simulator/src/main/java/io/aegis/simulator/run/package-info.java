/** Runs a world against a target: cycles, pace, ticks, and the log that a person reads. The clock is used here only. */
@NullMarked
package io.aegis.simulator.run;

import org.jspecify.annotations.NullMarked;
