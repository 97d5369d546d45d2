@NullMarked
package io.aegis.simulator.scenario;

import org.jspecify.annotations.NullMarked;
