/**
 * The database: a PostgreSQL that Aegis starts by itself in its data directory, or the company's own. Here live the
 * directory's lock, the launcher with its guard, the connections and the schema's migrations. Nothing here knows what
 * the tables mean.
 */
@NullMarked
package io.aegis.server.postgres;

import org.jspecify.annotations.NullMarked;
