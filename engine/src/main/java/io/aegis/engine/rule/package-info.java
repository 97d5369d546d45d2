/**
 * Rules as data: conditions in CEL over a customer's signals, with holds, delays, cool-downs and inhibition. Parsed
 * files come from the codec; here they are checked, compiled and evaluated, three-valued.
 */
@NullMarked
package io.aegis.engine.rule;

import org.jspecify.annotations.NullMarked;
