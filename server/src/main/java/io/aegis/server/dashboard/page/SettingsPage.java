package io.aegis.server.dashboard.page;

import io.aegis.server.projection.Retention;
import io.aegis.server.sources.PlanRow;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an administrator sets.
 *
 * @param plans which plans are configured as which tier
 * @param retention how long each kind of data is kept
 * @param configFile the file that says so, null where the defaults hold
 * @param administers true where the person may change it
 * @param made a token just made, shown this once; null otherwise
 * @param problem why the last change was refused, null for none
 */
public record SettingsPage(
        Shell shell,
        List<TokenLine> tokens,
        List<Choice> scopes,
        List<PlanRow> plans,
        Retention retention,
        @Nullable String configFile,
        boolean administers,
        @Nullable String made,
        @Nullable String problem) {
    public SettingsPage {
        tokens = List.copyOf(tokens);
        scopes = List.copyOf(scopes);
        plans = List.copyOf(plans);
    }

    /**
     * One token; never the token itself.
     *
     * @param source the source that it is bound to, null for none
     */
    public record TokenLine(
            String name,
            String scopes,
            @Nullable String source,
            Instant createdAt,
            @Nullable Instant lastUsedAt,
            @Nullable Instant revokedAt) {}
}
