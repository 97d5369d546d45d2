/**
 * The REST interface and the stream for programs and for the dashboard's scripts. Reads {@code server.projection}, moves
 * things through the {@link io.aegis.server.processing.Monitor}; never touches the journal or the tables itself.
 * {@code /openapi.yaml} describes all of it.
 */
@NullMarked
package io.aegis.server.api;

import org.jspecify.annotations.NullMarked;
