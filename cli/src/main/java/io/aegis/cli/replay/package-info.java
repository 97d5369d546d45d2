/**
 * {@code aegis replay}: files of events and access logs through the monitor, merged by time, in this process or to a
 * server. Reads in bounded memory; what the files say decides the result, never the order in which they are named, the
 * clock or the machine.
 */
@NullMarked
package io.aegis.cli.replay;

import org.jspecify.annotations.NullMarked;
