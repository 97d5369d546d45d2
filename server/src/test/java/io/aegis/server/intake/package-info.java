@NullMarked
package io.aegis.server.intake;

import org.jspecify.annotations.NullMarked;
