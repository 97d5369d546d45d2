/**
 * OpenTelemetry over HTTP (OTLP 1.x): server spans and access-log records become API calls. Spans of any other kind are
 * parts of a call and become nothing, otherwise calls would count twice. Protobuf and JSON are read into the same
 * messages; attributes go through a mapping. Never touches the network; called by the server's OTLP door.
 */
@NullMarked
package io.aegis.formats.otlp;

import org.jspecify.annotations.NullMarked;
