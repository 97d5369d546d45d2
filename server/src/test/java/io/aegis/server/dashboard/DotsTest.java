package io.aegis.server.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.server.dashboard.chart.EvidenceChart;
import io.aegis.server.dashboard.chart.UsageChart;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A line that has one point only: a stroke without length, of which round ends make a dot. */
final class DotsTest {

    private static UsageChart.Step step(long from, double p95) {
        return new UsageChart.Step(from, 10, 0, 0, p95);
    }

    @Test
    void shouldDrawTheOnlyP95AsADot() {
        UsageChart chart = UsageChart.of(
                0, 30, 10, List.of(step(0, Double.NaN), step(10, 80), step(20, Double.NaN)), List.of(), List.of());
        assertThat(chart.p95()).matches("M500 [0-9.]+h0");
    }

    @Test
    void shouldDrawPointsBetweenGapsAsDotsAndOthersAsALine() {
        UsageChart chart = UsageChart.of(
                0,
                50,
                10,
                List.of(step(0, 80), step(10, Double.NaN), step(20, 80), step(30, 80), step(40, Double.NaN)),
                List.of(),
                List.of());
        assertThat(chart.p95()).matches("M100 [0-9.]+h0 M500 [0-9.]+ L700 [0-9.]+");
    }

    @Test
    void shouldDrawTheOnlyErrorRateAsADot() {
        EvidenceChart chart =
                EvidenceChart.of(new EvidenceChart.Series(0, 10, List.of(0L, 20L), List.of(0L, 5L)), 0.1, 20, -1);
        assertThat(chart.rate()).matches("M750 [0-9.]+h0");
    }
}
