package io.aegis.simulator.score;

import io.aegis.simulator.truth.Episode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Compares openings with episodes as the domain defines it: the first opening finds an episode, further ones are false. */
public final class Scorer {

    /** The kinds that worlds know the truth of, in the order of reports. */
    public static final List<String> KINDS =
            List.of(Episode.ERRORS, Episode.ONBOARDING, Episode.RETENTION, Episode.UPSELL);

    private static final long HOUR_MILLIS = 3_600_000L;
    private static final long USAGE_GRACE_MILLIS = 72 * HOUR_MILLIS;

    private final List<Episode> truth;
    private final List<Opening> openings;

    /**
     * @param untilMillis where the truth ends: later openings are not judged, for nobody knows
     */
    public Scorer(List<Episode> truth, List<Opening> openings, long untilMillis) {
        this.truth = List.copyOf(truth);
        this.openings = openings.stream()
                .filter(opening -> opening.openedMillis() < untilMillis)
                .sorted(Comparator.comparingLong(Opening::openedMillis))
                .toList();
    }

    /** Scores of all kinds that worlds know. */
    public Map<String, RuleScore> all() {
        Map<String, RuleScore> scores = new LinkedHashMap<>();
        for (String kind : KINDS) {
            scores.put(kind, score(kind, customer -> true));
        }
        return scores;
    }

    /** The score of one kind among the customers that fit. */
    public RuleScore score(String kind, Predicate<@Nullable String> customers) {
        List<Match> matches = new ArrayList<>();
        for (Episode episode : truth) {
            if (episode.kind().equals(kind) && customers.test(episode.customer())) {
                matches.add(new Match(episode));
            }
        }
        Count count = new Count(matches);
        for (Opening opening : openings) {
            if (opening.rule().equals(kind) && customers.test(opening.customer())) {
                count.take(opening);
            }
        }
        return count.score();
    }

    private static long graceMillis(String kind) {
        return kind.equals(Episode.RETENTION) || kind.equals(Episode.UPSELL) ? USAGE_GRACE_MILLIS : HOUR_MILLIS;
    }

    /** An episode and the opening that found it. */
    private static final class Match {
        private final Episode episode;
        private @Nullable Opening by;

        Match(Episode episode) {
            this.episode = episode;
        }

        boolean covers(Opening opening) {
            return Objects.equals(episode.customer(), opening.customer())
                    && opening.openedMillis() >= episode.onsetMillis()
                    && opening.openedMillis() <= episode.endMillis() + graceMillis(episode.kind());
        }
    }

    private static final class Count {
        private final Map<String, List<Match>> byCustomer = new LinkedHashMap<>();
        private final List<Match> matches;
        private final List<Opening> falseAlarms = new ArrayList<>();
        private int opened;
        private int truePositives;
        private int reopenings;

        Count(List<Match> matches) {
            this.matches = matches;
            for (Match match : matches) {
                byCustomer
                        .computeIfAbsent(String.valueOf(match.episode.customer()), ignored -> new ArrayList<>())
                        .add(match);
            }
        }

        void take(Opening opening) {
            reopenings += opening.reopenings();
            Match found = null;
            for (Match match : byCustomer.getOrDefault(String.valueOf(opening.customer()), List.of())) {
                if (match.by == null && match.covers(opening)) {
                    found = match;
                    break;
                }
            }
            if (found != null) {
                found.by = opening;
            }
            if (opening.held()) {
                return;
            }
            opened++;
            if (found != null) {
                truePositives++;
            } else {
                falseAlarms.add(opening);
            }
        }

        RuleScore score() {
            int leftOut = 0;
            int found = 0;
            List<Double> open = new ArrayList<>();
            List<Double> clear = new ArrayList<>();
            List<Episode> missed = new ArrayList<>();
            for (Match match : matches) {
                boolean counts = match.episode.countsForRecall();
                leftOut += counts ? 0 : 1;
                if (match.by == null) {
                    if (counts) {
                        missed.add(match.episode);
                    }
                    continue;
                }
                found += counts ? 1 : 0;
                open.add((match.by.openedMillis() - match.episode.onsetMillis()) / 1000.0);
                if (match.by.clearedMillis() >= 0) {
                    clear.add((match.by.clearedMillis() - match.episode.endMillis()) / 1000.0);
                }
            }
            return new RuleScore(
                    matches.size(),
                    leftOut,
                    found,
                    opened,
                    truePositives,
                    reopenings,
                    open,
                    clear,
                    falseAlarms,
                    missed);
        }
    }
}
