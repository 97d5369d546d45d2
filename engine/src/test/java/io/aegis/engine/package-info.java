@NullMarked
package io.aegis.engine;

import org.jspecify.annotations.NullMarked;
