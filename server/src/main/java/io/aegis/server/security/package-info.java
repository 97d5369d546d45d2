/**
 * Who may do what over HTTP: tokens and their scopes, browser sessions, the rules of a demo. Closed by default: a path
 * that {@link io.aegis.server.security.AccessPolicy} does not open needs a scope. Secrets are stored as hashes and never
 * logged. Doors and calls read the {@link io.aegis.server.security.Principal} that it leaves on the request.
 */
@NullMarked
package io.aegis.server.security;

import org.jspecify.annotations.NullMarked;
