/** Bodies that unmodified clients sent, kept outside the project: {@code -Daegis.real=DIR} names where. */
@NullMarked
package io.aegis.formats.captures;

import org.jspecify.annotations.NullMarked;
