/**
 * Access logs of gateways beyond the combined format: nginx in JSON or by a {@code log_format}, Envoy and Istio, Kong,
 * JSON lines of any shape. A {@link io.aegis.formats.gateway.LogFormat} reads one line as fields; the mapping makes a
 * call of them. Never reads files; called by the file source, the posted logs and {@code aegis sources test}.
 */
@NullMarked
package io.aegis.formats.gateway;

import org.jspecify.annotations.NullMarked;
