/**
 * The {@code aegis} command. {@link io.aegis.cli.Main} lists the subcommands; each lives in a package of its own name
 * and does its work through the other modules. Answers go to stdout, everything else to stderr.
 */
@NullMarked
package io.aegis.cli;

import org.jspecify.annotations.NullMarked;
