@NullMarked
package io.aegis.formats.chargebee;

import org.jspecify.annotations.NullMarked;
