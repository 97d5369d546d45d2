/**
 * What was true in a world: episodes with their latent causes, never what a signal showed. Written and read as NDJSON.
 */
@NullMarked
package io.aegis.simulator.truth;

import org.jspecify.annotations.NullMarked;
