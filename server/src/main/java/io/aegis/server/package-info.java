/**
 * The server: thin main, one wiring place. {@link io.aegis.server.ServerMain} starts it; what it is made of stands in
 * {@link io.aegis.server.ServerParts}. The packages below are the stages of its flow.
 */
@NullMarked
package io.aegis.server;

import org.jspecify.annotations.NullMarked;
