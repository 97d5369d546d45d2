/** {@code aegis token}: API tokens, also before the server's first start and beside a running one. */
@NullMarked
package io.aegis.cli.token;

import org.jspecify.annotations.NullMarked;
