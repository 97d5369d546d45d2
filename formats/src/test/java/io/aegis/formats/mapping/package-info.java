@NullMarked
package io.aegis.formats.mapping;

import org.jspecify.annotations.NullMarked;
