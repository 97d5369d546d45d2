/** What the server's tests share. */
@NullMarked
package io.aegis.server.testing;

import org.jspecify.annotations.NullMarked;
