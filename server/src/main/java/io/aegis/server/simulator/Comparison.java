package io.aegis.server.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The truth beside what the monitor found: an opening counts for an episode of its customer and kind from onset to end
 * plus three days (usage) or an hour (all others), the first one finds it.
 *
 * @param lines true episodes, the newest first
 * @param unexplained what the monitor opened since the oldest of them without a true episode behind it
 */
public record Comparison(List<Line> lines, List<Finding> unexplained) {

    private static final Duration USAGE_GRACE = Duration.ofDays(3);
    private static final Duration GRACE = Duration.ofHours(1);

    public Comparison {
        lines = List.copyOf(lines);
        unexplained = List.copyOf(unexplained);
    }

    /** What the monitor opened, or held back. */
    public record Finding(
            String id, String kind, @Nullable String customer, Instant openedAt, String status, String title) {}

    /** One episode, and what found it; null for nothing. */
    public record Line(TrueEpisode episode, @Nullable Finding found) {

        /** From onset to opening; null if it was not found. */
        public @Nullable Duration delay() {
            return found == null ? null : Duration.between(episode.onset(), found.openedAt());
        }
    }

    /** @param findings in any order */
    public static Comparison of(List<TrueEpisode> episodes, List<Finding> findings) {
        Set<String> used = new HashSet<>();
        List<Line> lines = new ArrayList<>();
        for (TrueEpisode episode : episodes) {
            Finding first = null;
            for (Finding finding : findings) {
                if (explains(episode, finding)) {
                    used.add(finding.id());
                    boolean earlier = first == null || finding.openedAt().isBefore(first.openedAt());
                    first = earlier ? finding : first;
                }
            }
            lines.add(new Line(episode, first));
        }
        Instant from = episodes.isEmpty() ? Instant.MAX : episodes.getLast().onset();
        return new Comparison(
                lines,
                findings.stream()
                        .filter(finding -> !used.contains(finding.id()))
                        .filter(finding -> !finding.openedAt().isBefore(from))
                        .filter(finding -> !finding.status().equals("held"))
                        .toList());
    }

    private static boolean explains(TrueEpisode episode, Finding finding) {
        boolean usage =
                episode.kind().equals("retention_outreach") || episode.kind().equals("upsell_suggestion");
        // An outage is told from the beginning of its ten minutes on.
        Duration early = episode.customer() == null ? Duration.ofMinutes(20) : Duration.ZERO;
        return episode.kind().equals(finding.kind())
                && Objects.equals(episode.customer(), finding.customer())
                && !finding.openedAt().isBefore(episode.onset().minus(early))
                && !finding.openedAt().isAfter(episode.end().plus(usage ? USAGE_GRACE : GRACE));
    }
}
