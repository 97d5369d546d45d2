/**
 * The sources of a company as its configuration file names them ({@code sources:}): kind, secrets, mapping. Reads text
 * only; files, databases and networks are the server's matter. Called by the server at its start and by {@code aegis
 * sources test}.
 */
@NullMarked
package io.aegis.formats.source;

import org.jspecify.annotations.NullMarked;
