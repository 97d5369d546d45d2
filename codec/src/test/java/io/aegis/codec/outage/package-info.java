/** What the shipped rules make of a platform that refuses everybody. */
@NullMarked
package io.aegis.codec.outage;

import org.jspecify.annotations.NullMarked;
