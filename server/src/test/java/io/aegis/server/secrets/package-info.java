/** That secrets which come with the traffic stay nowhere. */
@NullMarked
package io.aegis.server.secrets;

import org.jspecify.annotations.NullMarked;
