package io.aegis.simulator.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.aegis.simulator.truth.Episode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What counts as found, false, missed and left out, on histories made by hand. Times in hours. */
final class ScorerTest {

    private static final long HOUR = 3_600_000L;
    private static final long DAY = 24 * HOUR;

    private static Episode errors(String customer, long onset, long end, double severity, long calls) {
        return new Episode(customer, Episode.ERRORS, "bad_release", onset * HOUR, end * HOUR, severity, calls);
    }

    private static Episode decline(String customer, long onsetDay, long endDay, double severity) {
        return new Episode(customer, Episode.RETENTION, "price", onsetDay * DAY, endDay * DAY, severity, 100);
    }

    private static Opening opening(String rule, String customer, long atHour, long clearedHour) {
        return new Opening(rule, customer, atHour * HOUR, clearedHour < 0 ? -1 : clearedHour * HOUR, 0, false);
    }

    private static RuleScore score(String kind, List<Episode> truth, Opening... openings) {
        return new Scorer(truth, List.of(openings), 10_000 * HOUR).score(kind, customer -> true);
    }

    @Test
    void shouldCountTheFirstOpeningAsFoundAndFurtherOnesAsFalse() {
        RuleScore score = score(
                Episode.ERRORS,
                List.of(errors("a", 10, 20, 0.4, 200)),
                opening(Episode.ERRORS, "a", 12, 21),
                opening(Episode.ERRORS, "a", 19, 22));
        assertThat(score.opened()).isEqualTo(2);
        assertThat(score.truePositives()).isEqualTo(1);
        assertThat(score.precision()).isEqualTo(0.5);
        assertThat(score.recall()).isEqualTo(1);
        assertThat(score.openDelaysSeconds()).containsExactly(2 * 3600.0);
        assertThat(score.clearDelaysSeconds()).containsExactly(3600.0);
    }

    @Test
    void shouldAllowAnHourAfterTheEndForErrorsAndThreeDaysForUsage() {
        List<Episode> truth = List.of(errors("a", 10, 20, 0.4, 200), decline("b", 20, 40, -0.5));
        assertThat(score(Episode.ERRORS, truth, opening(Episode.ERRORS, "a", 21, -1))
                        .truePositives())
                .isEqualTo(1);
        assertThat(score(Episode.ERRORS, truth, opening(Episode.ERRORS, "a", 22, -1))
                        .falseAlarms())
                .hasSize(1);
        assertThat(score(Episode.RETENTION, truth, opening(Episode.RETENTION, "b", 43 * 24, -1))
                        .truePositives())
                .isEqualTo(1);
        assertThat(score(Episode.RETENTION, truth, opening(Episode.RETENTION, "b", 43 * 24 + 1, -1))
                        .truePositives())
                .isZero();
        assertThat(score(Episode.ERRORS, truth, opening(Episode.ERRORS, "a", 9, -1))
                        .truePositives())
                .as("before the onset")
                .isZero();
    }

    @Test
    void shouldNotJudgeByAnotherCustomerOrKind() {
        RuleScore score = score(
                Episode.ERRORS,
                List.of(errors("a", 10, 20, 0.4, 200), decline("c", 0, 30, -0.5)),
                opening(Episode.ERRORS, "b", 12, -1),
                opening(Episode.ERRORS, "c", 12, -1));
        assertThat(score.truePositives()).isZero();
        assertThat(score.missed()).hasSize(1);
        assertThat(score.f1()).isZero();
    }

    @Test
    void shouldLeaveOutWhatCannotBeProvenButTakeItsOpeningAsTrue() {
        List<Episode> truth = List.of(
                errors("thin", 10, 20, 0.25, 100),
                errors("thick", 10, 20, 0.25, 140),
                errors("slow", 0, 240, 0.25, 900));
        RuleScore score = score(Episode.ERRORS, truth, opening(Episode.ERRORS, "thin", 12, 21));
        assertThat(score.episodes()).isEqualTo(3);
        assertThat(score.leftOut()).as("100 calls, and 900 over ten days").isEqualTo(2);
        assertThat(score.precision()).isEqualTo(1);
        assertThat(score.recall()).isZero();
    }

    @Test
    void shouldAskOnlyForMovesThatAreLargeAndLong() {
        List<Episode> truth =
                List.of(decline("small", 20, 40, -0.39), decline("short", 20, 29, -0.6), decline("fit", 20, 30, -0.4));
        RuleScore score = score(Episode.RETENTION, truth);
        assertThat(score.leftOut()).isEqualTo(2);
        assertThat(score.missed()).singleElement().extracting(Episode::customer).isEqualTo("fit");
    }

    @Test
    void shouldNeverCountWhatWasHeldAsFalse() {
        Opening inside = new Opening(Episode.ERRORS, "a", 12 * HOUR, -1, 0, true);
        Opening outside = new Opening(Episode.ERRORS, "b", 12 * HOUR, -1, 0, true);
        RuleScore score = score(Episode.ERRORS, List.of(errors("a", 10, 20, 0.4, 200)), inside, outside);
        assertThat(score.recall()).isEqualTo(1);
        assertThat(score.falseAlarms()).isEmpty();
        assertThat(score.opened()).isZero();
    }

    @Test
    void shouldNotJudgeWhatOpensAfterTheTruthEnds() {
        Scorer scorer = new Scorer(List.of(), List.of(opening(Episode.ERRORS, "a", 12, -1)), 12 * HOUR);
        assertThat(scorer.score(Episode.ERRORS, customer -> true).opened()).isZero();
    }

    @Test
    void shouldMatchTheNumbersOfTheDomainsEvidenceLimit() {
        for (double[] known : new double[][] {{0.18, 400}, {0.25, 130}, {0.40, 40}}) {
            long calls = Math.round(known[1]);
            assertThat(errors("a", 0, 10, known[0], calls * 110 / 100).countsForRecall())
                    .isTrue();
            assertThat(errors("a", 0, 10, known[0], calls * 90 / 100).countsForRecall())
                    .isFalse();
        }
    }

    @Test
    void shouldTakeQuantilesByRank() {
        assertThat(RuleScore.quantile(List.of(1.0, 2.0, 3.0, 4.0), 0.5)).isEqualTo(2);
        assertThat(RuleScore.quantile(List.of(1.0, 2.0, 3.0, 4.0), 0.95)).isCloseTo(4, within(0.0));
        assertThat(RuleScore.quantile(List.of(), 0.5)).isNaN();
    }
}
