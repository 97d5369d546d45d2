/** Scenarios: a population, planned episodes and the way of delivery, from a YAML file. */
@NullMarked
package io.aegis.simulator.scenario;

import org.jspecify.annotations.NullMarked;
