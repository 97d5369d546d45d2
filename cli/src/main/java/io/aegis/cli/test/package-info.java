/** {@code aegis test}: the launcher runs it, because it needs the source tree and Maven; this explains it. */
@NullMarked
package io.aegis.cli.test;

import org.jspecify.annotations.NullMarked;
