/**
 * The tables that people and programs read: customers, interventions with their timeline, usage series. Written by the
 * embedded host from what the engine decides, always behind the journal; pages and the REST interface only read here.
 */
@NullMarked
package io.aegis.server.projection;

import org.jspecify.annotations.NullMarked;
