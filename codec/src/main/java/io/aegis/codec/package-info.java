/**
 * What Aegis persists or exchanges, versioned and golden-tested: public event JSON, journal records, rule files. Bytes
 * in, values out; no I/O of its own, no clock.
 */
@NullMarked
package io.aegis.codec;

import org.jspecify.annotations.NullMarked;
