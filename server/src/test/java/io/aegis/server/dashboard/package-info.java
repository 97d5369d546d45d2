@NullMarked
package io.aegis.server.dashboard;

import org.jspecify.annotations.NullMarked;
