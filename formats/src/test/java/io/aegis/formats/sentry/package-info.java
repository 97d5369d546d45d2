@NullMarked
package io.aegis.formats.sentry;

import org.jspecify.annotations.NullMarked;
