/**
 * The embedded host: one process around one engine. Intake hands submissions to the {@link
 * io.aegis.server.processing.Monitor}; one thread journals them, one applies them to the engine, one writes the tables.
 * Web doors, pages and sources call it; it calls none of them.
 */
@NullMarked
package io.aegis.server.processing;

import org.jspecify.annotations.NullMarked;
