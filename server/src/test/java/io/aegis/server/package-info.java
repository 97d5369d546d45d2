@NullMarked
package io.aegis.server;

import org.jspecify.annotations.NullMarked;
