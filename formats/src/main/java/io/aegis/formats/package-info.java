/**
 * Other people's representations: access logs, telemetry, webhooks, and the ids under which they know a customer.
 * Everything here turns into public events; nothing here keeps or decides.
 */
@NullMarked
package io.aegis.formats;

import org.jspecify.annotations.NullMarked;
