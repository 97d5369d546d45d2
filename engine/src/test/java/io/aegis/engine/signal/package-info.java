@NullMarked
package io.aegis.engine.signal;

import org.jspecify.annotations.NullMarked;
