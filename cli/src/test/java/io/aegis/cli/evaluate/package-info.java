@NullMarked
package io.aegis.cli.evaluate;

import org.jspecify.annotations.NullMarked;
