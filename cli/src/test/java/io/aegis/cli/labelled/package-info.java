@NullMarked
package io.aegis.cli.labelled;

import org.jspecify.annotations.NullMarked;
