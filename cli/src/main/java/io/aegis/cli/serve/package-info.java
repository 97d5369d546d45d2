/** {@code aegis serve}: the server for real use, and how a server is started from the command line at all. */
@NullMarked
package io.aegis.cli.serve;

import org.jspecify.annotations.NullMarked;
