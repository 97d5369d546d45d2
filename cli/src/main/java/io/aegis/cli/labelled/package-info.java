/** {@code aegis evaluate series}: the monitor on labelled series of real data, beside two plain rules. */
@NullMarked
package io.aegis.cli.labelled;

import org.jspecify.annotations.NullMarked;
