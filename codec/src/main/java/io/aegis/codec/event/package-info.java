/** The public event schema of {@code POST /v1/events}, files and topics: one JSON object an event, read and written. */
@NullMarked
package io.aegis.codec.event;

import org.jspecify.annotations.NullMarked;
