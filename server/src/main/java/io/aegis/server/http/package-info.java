/**
 * Manners of the HTTP face that every door, call and page shares: how an error looks, what the monitor's refusals become,
 * how a request is named in the log, which headers each answer carries. Never decides about events, customers or
 * interventions; called by all packages that answer HTTP.
 */
@NullMarked
package io.aegis.server.http;

import org.jspecify.annotations.NullMarked;
