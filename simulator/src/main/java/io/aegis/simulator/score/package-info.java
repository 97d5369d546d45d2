/**
 * How well a monitor saw a world: runs the engine over a world in this process, and compares what it opened with what
 * was true.
 */
@NullMarked
package io.aegis.simulator.score;

import org.jspecify.annotations.NullMarked;
