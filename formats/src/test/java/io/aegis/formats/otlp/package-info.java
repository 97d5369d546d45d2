@NullMarked
package io.aegis.formats.otlp;

import org.jspecify.annotations.NullMarked;
