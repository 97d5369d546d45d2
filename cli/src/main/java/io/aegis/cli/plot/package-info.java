/** Plots as SVG files: no library, no script, light and dark by the viewer's system. */
@NullMarked
package io.aegis.cli.plot;

import org.jspecify.annotations.NullMarked;
