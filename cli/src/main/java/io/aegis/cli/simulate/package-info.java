/** {@code aegis simulate}: runs the simulated world against a server, or into a file. */
@NullMarked
package io.aegis.cli.simulate;

import org.jspecify.annotations.NullMarked;
