/**
 * Facts: what happened at one API customer, without names, addresses or free text. They are the only input of the
 * engine besides time and commands. Nothing here reads a clock or does I/O; the codec makes facts from bytes.
 */
@NullMarked
package io.aegis.engine.event;

import org.jspecify.annotations.NullMarked;
