/**
 * Tries rules on stored history: the journal, from the oldest whole cut on, through two engines side by side, one under
 * the rules of its time and one under those to try, both with the recorded moves of people. Reads only; nothing that is
 * in force changes.
 */
@NullMarked
package io.aegis.server.backtest;

import org.jspecify.annotations.NullMarked;
