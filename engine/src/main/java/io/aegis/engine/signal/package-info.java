/**
 * Signals: what is measured of one customer, folded from its facts and times. Here live the catalogue of names, the
 * windows of counts and the measures over them. Nothing here knows rules or interventions.
 */
@NullMarked
package io.aegis.engine.signal;

import org.jspecify.annotations.NullMarked;
