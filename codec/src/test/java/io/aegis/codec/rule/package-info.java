@NullMarked
package io.aegis.codec.rule;

import org.jspecify.annotations.NullMarked;
