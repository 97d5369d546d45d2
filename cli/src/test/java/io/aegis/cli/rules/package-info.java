@NullMarked
package io.aegis.cli.rules;

import org.jspecify.annotations.NullMarked;
