/**
 * The door by which a demo's page steers the simulator: on loopback, with a token of its own. It tells the monitor
 * nothing; what it causes reaches the monitor as everything does, through the public door.
 */
@NullMarked
package io.aegis.simulator.control;

import org.jspecify.annotations.NullMarked;
