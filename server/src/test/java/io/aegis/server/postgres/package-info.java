@NullMarked
package io.aegis.server.postgres;

import org.jspecify.annotations.NullMarked;
