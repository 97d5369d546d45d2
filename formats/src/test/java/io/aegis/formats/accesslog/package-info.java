/** Tests of access logs. */
@NullMarked
package io.aegis.formats.accesslog;

import org.jspecify.annotations.NullMarked;
