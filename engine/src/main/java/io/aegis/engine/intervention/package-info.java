/**
 * The lifecycle of interventions: what a person sees, moves and closes, with evidence and diagnosis. Decides from
 * proposals and commands; never reads events, never delivers.
 */
@NullMarked
package io.aegis.engine.intervention;

import org.jspecify.annotations.NullMarked;
