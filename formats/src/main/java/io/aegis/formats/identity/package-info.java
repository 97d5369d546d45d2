/**
 * Who an event belongs to: own ids, the ids that other systems use for the same company, key prefixes. Purely in memory;
 * what it learns are values that a host persists and plays back. Used by the server's processing and by offline replay
 * alike, so both give one company one number.
 */
@NullMarked
package io.aegis.formats.identity;

import org.jspecify.annotations.NullMarked;
