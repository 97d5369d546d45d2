/** What tests of the engine and of its hosts share: random histories, a recorder of outputs, rules in short form. */
@NullMarked
package io.aegis.engine.testing;

import org.jspecify.annotations.NullMarked;
