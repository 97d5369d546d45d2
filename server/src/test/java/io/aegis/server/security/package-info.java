@NullMarked
package io.aegis.server.security;

import org.jspecify.annotations.NullMarked;
