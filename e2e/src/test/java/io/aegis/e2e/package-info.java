/**
 * Acceptance tests against the packaged program, from outside: its commands, its HTTP interface, its pages in a real
 * Chromium. Nothing of the program's own classes is on this class path.
 */
@NullMarked
package io.aegis.e2e;

import org.jspecify.annotations.NullMarked;
