/**
 * The seeded model: companies, their life stories, troubles and calls. The same settings give the same occurrences on
 * any machine, day, zone and locale: no clock, no shared randomness, {@code StrictMath} only. Each company draws from
 * its own streams, so one company's history does not depend on another's.
 */
@NullMarked
package io.aegis.simulator.world;

import org.jspecify.annotations.NullMarked;
