@NullMarked
package io.aegis.engine.intervention;

import org.jspecify.annotations.NullMarked;
