/**
 * CloudEvents 1.0 over HTTP, structured, binary and batched, as events of the public schema: the data is an event of
 * ours, and the envelope fills in what the data does not say. Called by the events door.
 */
@NullMarked
package io.aegis.formats.cloudevents;

import org.jspecify.annotations.NullMarked;
