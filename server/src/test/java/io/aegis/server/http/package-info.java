@NullMarked
package io.aegis.server.http;

import org.jspecify.annotations.NullMarked;
