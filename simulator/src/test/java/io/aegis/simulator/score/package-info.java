@NullMarked
package io.aegis.simulator.score;

import org.jspecify.annotations.NullMarked;
