@NullMarked
package io.aegis.cli.serve;

import org.jspecify.annotations.NullMarked;
