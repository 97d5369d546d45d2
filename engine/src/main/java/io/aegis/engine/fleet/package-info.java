/**
 * The fleet stage: when many customers fail at once it is the platform, and when a source falls silent for all of its
 * customers it is the source. Adds up what customers do per event-time minute; sums commute, so order does not matter.
 * Decides only whether an opening is open or held; never reads a rule or an intervention.
 */
@NullMarked
package io.aegis.engine.fleet;

import org.jspecify.annotations.NullMarked;
