/**
 * The engine a second time, slowly: every signal worked out anew from the list of all events, at each event and whenever
 * something leaves a window or falls due, and the lifecycle as the documentation words it. Written from
 * {@code docs/rules.md}, not from the engine, and compared with it on random histories.
 */
@NullMarked
package io.aegis.engine.reference;

import org.jspecify.annotations.NullMarked;
