@NullMarked
package io.aegis.engine.snapshot;

import org.jspecify.annotations.NullMarked;
