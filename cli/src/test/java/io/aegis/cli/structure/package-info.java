/** Tests of the whole source tree: who may import whom, what may not be called, how sources are laid out. */
@NullMarked
package io.aegis.cli.structure;

import org.jspecify.annotations.NullMarked;
