/** Decoders under hostile bytes: mutated seeds in the quick suite, Jazzer in the long one. */
@NullMarked
package io.aegis.formats.fuzz;

import org.jspecify.annotations.NullMarked;
