/**
 * The doors for events over HTTP: bodies are read within limits, unpacked, checked and decoded here, then handed to the
 * monitor; the answer is sent when what it accepts is durable. Never decides about customers. {@code server.sources}
 * uses {@link io.aegis.server.intake.RequestBody} and {@link io.aegis.server.intake.Acceptance} for its own doors.
 */
@NullMarked
package io.aegis.server.intake;

import org.jspecify.annotations.NullMarked;
