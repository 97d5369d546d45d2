@NullMarked
package io.aegis.formats.segment;

import org.jspecify.annotations.NullMarked;
