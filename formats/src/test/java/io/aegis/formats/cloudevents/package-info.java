@NullMarked
package io.aegis.formats.cloudevents;

import org.jspecify.annotations.NullMarked;
