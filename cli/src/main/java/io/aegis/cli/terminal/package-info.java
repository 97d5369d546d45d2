/**
 * What all commands share at the terminal: how a server is named, how times and spans are read, how a fault is told in
 * one line, how Ctrl+C ends the work. No command's own work is here.
 */
@NullMarked
package io.aegis.cli.terminal;

import org.jspecify.annotations.NullMarked;
