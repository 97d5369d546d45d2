/**
 * {@code aegis rules}: checks a rule file, runs its unit tests, and asks a server what it would have changed. Rules are
 * read by the codec; nothing here decides what a rule means.
 */
@NullMarked
package io.aegis.cli.rules;

import org.jspecify.annotations.NullMarked;
