/** {@code aegis evaluate}: simulates, monitors, and compares what was opened with what was true. */
@NullMarked
package io.aegis.cli.evaluate;

import org.jspecify.annotations.NullMarked;
