@NullMarked
package io.aegis.server.sources;

import org.jspecify.annotations.NullMarked;
