@NullMarked
package io.aegis.formats.stripe;

import org.jspecify.annotations.NullMarked;
