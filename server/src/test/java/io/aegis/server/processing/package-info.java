@NullMarked
package io.aegis.server.processing;

import org.jspecify.annotations.NullMarked;
