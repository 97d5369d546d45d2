@NullMarked
package io.aegis.cli.realism;

import org.jspecify.annotations.NullMarked;
