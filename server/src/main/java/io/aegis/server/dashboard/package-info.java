/**
 * The pages people work on: controllers read the projection, send moves to the monitor and lay pages out from typed
 * templates. Nothing here decides anything about a customer, and nothing is ever rendered as HTML that came from
 * outside.
 */
@NullMarked
package io.aegis.server.dashboard;

import org.jspecify.annotations.NullMarked;
