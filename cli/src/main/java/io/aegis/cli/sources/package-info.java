/** {@code aegis sources test}: shows what each record of a file would become, before anything is sent anywhere. */
@NullMarked
package io.aegis.cli.sources;

import org.jspecify.annotations.NullMarked;
