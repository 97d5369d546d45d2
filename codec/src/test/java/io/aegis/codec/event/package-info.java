/** Tests of the public event schema. */
@NullMarked
package io.aegis.codec.event;

import org.jspecify.annotations.NullMarked;
