/** What a released build makes of given events, kept as files. */
@NullMarked
package io.aegis.codec.released;

import org.jspecify.annotations.NullMarked;
