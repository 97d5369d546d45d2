/**
 * Chargebee's webhooks (API v2, product catalogues 1 and 2) as events of the public schema. Chargebee does not sign;
 * who may call is basic auth's matter at the door.
 */
@NullMarked
package io.aegis.formats.chargebee;

import org.jspecify.annotations.NullMarked;
