package io.aegis.server.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.server.dashboard.chart.UsageChart;
import io.aegis.server.dashboard.page.CustomerPage;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a chart without a bar is taken for. */
final class UsageCountingTest {

    private static final long HOUR = 3_600_000;

    private static CustomerPage.Usage usage(long lastCallMillis, UsageChart.Step... steps) {
        return usage("24h", lastCallMillis, steps);
    }

    private static CustomerPage.Usage usage(String range, long lastCallMillis, UsageChart.Step... steps) {
        UsageChart chart = UsageChart.of(HOUR, 3 * HOUR, HOUR, List.of(steps), List.of(), List.of());
        return new CustomerPage.Usage("acme", chart, range, lastCallMillis);
    }

    @Test
    void shouldWaitForCallsThatAreKnownAndNotDrawn() {
        assertThat(usage(2 * HOUR).counting()).isTrue();
        assertThat(usage(HOUR).counting()).isTrue();
        // Known a moment after the stretch up to now was read.
        assertThat(usage(3 * HOUR).counting()).isTrue();
    }

    @Test
    void shouldWaitForNothingElse() {
        assertThat(usage(-1).counting()).isFalse();
        assertThat(usage(HOUR - 1).counting()).isFalse();
        assertThat(usage("", 3 * HOUR).counting()).isFalse();
        assertThat(usage(2 * HOUR, new UsageChart.Step(HOUR, 7, 0, 0, Double.NaN))
                        .counting())
                .isFalse();
    }
}
