@NullMarked
package io.aegis.formats.gateway;

import org.jspecify.annotations.NullMarked;
