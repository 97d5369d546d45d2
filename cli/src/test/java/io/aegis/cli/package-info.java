@NullMarked
package io.aegis.cli;

import org.jspecify.annotations.NullMarked;
