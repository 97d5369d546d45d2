@NullMarked
package io.aegis.server.simulator;

import org.jspecify.annotations.NullMarked;
