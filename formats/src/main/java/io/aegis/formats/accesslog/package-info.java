/**
 * Lines of access logs → public events: nginx and Apache common and combined, gateways' JSON lines, columns with a
 * header, and our own NDJSON, so that one file of any of them can be read the same way. No I/O of its own, no clock.
 */
@NullMarked
package io.aegis.formats.accesslog;

import org.jspecify.annotations.NullMarked;
