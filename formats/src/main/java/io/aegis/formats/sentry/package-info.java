/**
 * Sentry's integration webhooks: the signature over the raw bytes; issue alerts, errors and issues become {@code error}
 * events of the public schema. Never touches the network; called by the server's webhook door.
 */
@NullMarked
package io.aegis.formats.sentry;

import org.jspecify.annotations.NullMarked;
