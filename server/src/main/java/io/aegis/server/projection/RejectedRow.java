package io.aegis.server.projection;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A line that was refused at a door. Component names in snake case are the fields of the REST interface.
 *
 * @param masked the line with secrets and addresses taken out
 */
public record RejectedRow(
        long id,
        String source,
        Instant at,
        long line,
        @Nullable String field,
        String reason,
        String masked) {}
