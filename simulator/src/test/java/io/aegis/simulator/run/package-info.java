@NullMarked
package io.aegis.simulator.run;

import org.jspecify.annotations.NullMarked;
