@NullMarked
package io.aegis.formats.source;

import org.jspecify.annotations.NullMarked;
