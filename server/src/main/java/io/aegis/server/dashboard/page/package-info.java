/**
 * What each page shows, as values: the controllers fill them, the templates lay them out. Nothing here reads a table or
 * knows HTTP.
 */
@NullMarked
package io.aegis.server.dashboard.page;

import org.jspecify.annotations.NullMarked;
