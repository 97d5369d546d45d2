/**
 * The line to the simulator of a demo: pause, speed, what a person causes, and the truth to lay beside what the monitor
 * found. It only asks that process; nothing of it reaches the engine but what the simulator sends through the public
 * door. A server without a simulator has none of it.
 */
@NullMarked
package io.aegis.server.simulator;

import org.jspecify.annotations.NullMarked;
