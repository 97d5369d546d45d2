@NullMarked
package io.aegis.engine.rule;

import org.jspecify.annotations.NullMarked;
