/**
 * Which field of a foreign record is the customer, the key, the route, the status: one declarative concept for every
 * door. A door shows its record as {@link io.aegis.formats.mapping.Fields}; a {@link io.aegis.formats.mapping.Mapping}
 * makes a line of ours of it. Never reads a clock, a file or a network; called by the decoders beside it.
 */
@NullMarked
package io.aegis.formats.mapping;

import org.jspecify.annotations.NullMarked;
