@NullMarked
package io.aegis.server.api;

import org.jspecify.annotations.NullMarked;
