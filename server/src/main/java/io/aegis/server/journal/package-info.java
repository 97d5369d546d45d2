/**
 * The durable order of everything accepted: batches of records, and what commits together with them (answers to
 * requests, record ids, who is who, customers' keys), and the cuts from which a start recovers. Stores and reads;
 * decides nothing.
 */
@NullMarked
package io.aegis.server.journal;

import org.jspecify.annotations.NullMarked;
