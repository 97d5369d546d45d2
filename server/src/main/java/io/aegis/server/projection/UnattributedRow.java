package io.aegis.server.projection;

import java.time.Instant;

/**
 * Traffic of an id that belongs to nobody known. Component names in snake case are the fields of the REST interface.
 *
 * @param id as the source names it
 */
public record UnattributedRow(String source, String id, long events, Instant firstAt, Instant lastAt) {}
