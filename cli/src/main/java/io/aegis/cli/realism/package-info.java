/** {@code aegis simulate realism}: the world beside a real log, in distances and plots. */
@NullMarked
package io.aegis.cli.realism;

import org.jspecify.annotations.NullMarked;
