/** The bytes of a state: varints, doubles and texts, written and read in the same order. Knows nothing of what it holds. */
@NullMarked
package io.aegis.engine.snapshot;

import org.jspecify.annotations.NullMarked;
