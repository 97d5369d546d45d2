package io.aegis.server.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ComparisonTest {

    private static final Instant T = Instant.parse("2025-11-10T00:00:00Z");

    private static TrueEpisode episode(String customer, String kind, Instant onset, Instant end) {
        return new TrueEpisode(customer, kind, "cause", onset, end, false, 0.3, true);
    }

    private static Comparison.Finding finding(String id, String customer, String kind, Instant at, String status) {
        return new Comparison.Finding(id, kind, customer, at, status, "title");
    }

    @Test
    void shouldGiveAnEpisodeItsFirstOpeningAndNameThoseWithoutOne() {
        Comparison beside = Comparison.of(
                List.of(
                        episode("a", "error_debugging", T, T.plus(Duration.ofHours(5))),
                        episode("a", "retention_outreach", T.minus(Duration.ofDays(9)), T)),
                List.of(
                        finding("late", "a", "error_debugging", T.plus(Duration.ofHours(7)), "open"),
                        finding("second", "a", "error_debugging", T.plus(Duration.ofHours(2)), "cleared"),
                        finding("first", "a", "error_debugging", T.plus(Duration.ofHours(1)), "cleared"),
                        finding("held", "b", "error_debugging", T, "held"),
                        finding("before", "b", "error_debugging", T.minus(Duration.ofDays(10)), "open"),
                        finding("usage", "a", "retention_outreach", T.plus(Duration.ofDays(2)), "open")));
        assertThat(beside.lines().get(0).found())
                .extracting(Comparison.Finding::id)
                .isEqualTo("first");
        assertThat(beside.lines().get(0).delay()).isEqualTo(Duration.ofHours(1));
        assertThat(beside.lines().get(1).found())
                .extracting(Comparison.Finding::id)
                .isEqualTo("usage");
        assertThat(beside.unexplained()).extracting(Comparison.Finding::id).containsExactly("late");
    }
}
