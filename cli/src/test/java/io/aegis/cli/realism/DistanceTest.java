package io.aegis.cli.realism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class DistanceTest {

    @Test
    void shouldBeTheLargestDifferenceOfTheDistributionFunctions() {
        assertThat(Distance.ofCounts(new long[] {5, 5, 0}, new long[] {1, 1, 2}))
                .isCloseTo(0.5, within(1e-12));
        assertThat(Distance.ofCounts(new long[] {1, 2, 3}, new long[] {10, 20, 30}))
                .isCloseTo(0, within(1e-12));
        assertThat(Distance.ofCounts(new long[] {0, 0}, new long[] {1, 1})).isNaN();
        assertThat(Distance.ofSamples(new double[] {1, 2, 3, 4}, new double[] {3, 4, 5, 6}))
                .isCloseTo(0.5, within(1e-12));
        assertThat(Distance.ofSamples(new double[] {1, 1, 1}, new double[] {1})).isZero();
        assertThat(Distance.ofSamples(new double[] {1}, new double[] {2})).isEqualTo(1);
    }

    @Test
    void shouldCountGapsOfEachCustomerInWholeSeconds() {
        Shape shape = new Shape();
        shape.call("a", 10_100, 200);
        shape.call("b", 10_900, 404);
        shape.call("a", 10_900, 304);
        shape.call("b", 70_900, 503);
        long[] gaps = shape.gaps();
        assertThat(gaps[0]).isEqualTo(1);
        assertThat(java.util.Arrays.stream(gaps).sum()).isEqualTo(2);
        assertThat(shape.statusClasses()).containsExactly(0, 1, 1, 1, 1);
        assertThat(shape.callsPerCustomer()).containsExactly(2, 2);
    }

    @Test
    void shouldBeginTheWeekOnMonday() {
        Shape shape = new Shape();
        shape.call("a", java.time.Instant.parse("2025-11-03T01:30:00Z").toEpochMilli(), 200);
        assertThat(shape.hoursOfWeek()[1]).isEqualTo(1);
    }
}
