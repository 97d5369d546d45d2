package io.aegis.server.sources;

import io.aegis.server.intake.SourceFigures;
import org.jspecify.annotations.Nullable;

/**
 * A source as the page and the API show it.
 *
 * @param type word of its kind; {@code token} for one that only a token names
 * @param figures what came from it since the start
 * @param unattributed events of ids that belong to nobody, since the beginning
 * @param trouble why it cannot be read at present, or why nothing of its last body was taken; null when all is well
 * @param silentSinceMillis event time from which it counts as silent; -1 while it is not
 */
public record SourceRow(
        String name,
        String type,
        boolean configured,
        SourceFigures.Figures figures,
        long unattributed,
        @Nullable String trouble,
        long silentSinceMillis) {

    public boolean silent() {
        return silentSinceMillis >= 0;
    }
}
