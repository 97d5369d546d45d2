@NullMarked
package io.aegis.codec.journal;

import org.jspecify.annotations.NullMarked;
