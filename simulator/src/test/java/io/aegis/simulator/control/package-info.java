@NullMarked
package io.aegis.simulator.control;

import org.jspecify.annotations.NullMarked;
