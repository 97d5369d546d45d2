/** {@code aegis doctor}: looks at what Aegis needs of this machine and says what to do about what is missing. */
@NullMarked
package io.aegis.cli.doctor;

import org.jspecify.annotations.NullMarked;
