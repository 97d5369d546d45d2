/**
 * The rule file: YAML that people write, read into a {@link io.aegis.engine.rule.RuleSet} with every problem at its
 * line and column, and written back. The pack that ships with the program and the published JSON Schema are resources
 * here. Nothing here evaluates a rule.
 */
@NullMarked
package io.aegis.codec.rule;

import org.jspecify.annotations.NullMarked;
