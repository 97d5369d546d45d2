/**
 * The engine: a step function from (state, entry) to (state, outputs) in three acyclic steps, detect, fleet and
 * lifecycle. No I/O, clock, randomness, thread or framework; the same journal gives the same interventions, byte for
 * byte. A host owns the journal and performs the outputs.
 */
@NullMarked
package io.aegis.engine;

import org.jspecify.annotations.NullMarked;
