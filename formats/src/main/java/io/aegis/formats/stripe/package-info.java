/**
 * Stripe's webhooks: the signature over the raw bytes, and what its events mean as events of the public schema. Never
 * touches the network; called by the server's webhook door.
 */
@NullMarked
package io.aegis.formats.stripe;

import org.jspecify.annotations.NullMarked;
