@NullMarked
package io.aegis.simulator.world;

import org.jspecify.annotations.NullMarked;
