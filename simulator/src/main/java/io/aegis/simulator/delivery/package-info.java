/** How the world's occurrences leave it: as lines of the public event schema, to a file or over HTTP. */
@NullMarked
package io.aegis.simulator.delivery;

import org.jspecify.annotations.NullMarked;
