@NullMarked
package io.aegis.server.projection;

import org.jspecify.annotations.NullMarked;
