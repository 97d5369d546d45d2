/** Tests of identity. */
@NullMarked
package io.aegis.formats.identity;

import org.jspecify.annotations.NullMarked;
