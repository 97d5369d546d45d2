/**
 * {@code aegis prepare}, hidden: the launcher runs it once after a build, so that the JDK records which classes a start
 * needs, in which state, and later starts skip that work.
 */
@NullMarked
package io.aegis.cli.start;

import org.jspecify.annotations.NullMarked;
