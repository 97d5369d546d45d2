/**
 * {@code aegis demo}: server and simulator on one machine. The simulator is a process of its own and speaks through
 * the public door, as every real source does.
 */
@NullMarked
package io.aegis.cli.demo;

import org.jspecify.annotations.NullMarked;
