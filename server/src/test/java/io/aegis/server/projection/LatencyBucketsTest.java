package io.aegis.server.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class LatencyBucketsTest {

    private static final int CALLS = 5_000;

    static Stream<Arguments> latencies() {
        Random random = new Random(7);
        return Stream.of(
                Arguments.of("uniform 5 to 200", (IntSupplier) () -> 5 + random.nextInt(196)),
                Arguments.of("uniform 5 to 1200", (IntSupplier) () -> 5 + random.nextInt(1_196)),
                Arguments.of("always 41", (IntSupplier) () -> 41),
                Arguments.of("exponential 50", (IntSupplier) () -> (int) (1 - 50 * Math.log(1 - random.nextDouble()))),
                Arguments.of("normal 600", (IntSupplier) () -> (int) (600 + 90 * random.nextGaussian())),
                Arguments.of("log-normal 250", (IntSupplier) () -> (int) (250 * Math.exp(random.nextGaussian() / 2))),
                Arguments.of("log-normal 15", (IntSupplier) () -> 1 + (int) (15 * Math.exp(random.nextGaussian()))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("latencies")
    void shouldComeWithinAFifthOfTheTrueP95(String name, IntSupplier latency) {
        int[] sorted = new int[CALLS];
        long[] counts = new long[LatencyBuckets.COUNT];
        for (int i = 0; i < CALLS; i++) {
            sorted[i] = latency.getAsInt();
            counts[LatencyBuckets.of(sorted[i])]++;
        }
        Arrays.sort(sorted);
        assertThat(LatencyBuckets.p95(counts, sorted[CALLS - 1]))
                .as(name)
                .isCloseTo(sorted[CALLS * 95 / 100 - 1], Percentage.withPercentage(20));
    }

    /** What was counted before the slowest call was kept. */
    @Test
    void shouldStayWithinTheBucketWhereTheSlowestIsNotKnown() {
        long[] counts = new long[LatencyBuckets.COUNT];
        counts[LatencyBuckets.of(41)] = 10;
        assertThat(LatencyBuckets.p95(counts, Integer.MAX_VALUE)).isBetween(36, 60);
    }

    @Test
    void shouldKnowNoneWithoutCalls() {
        assertThat(LatencyBuckets.p95(new long[LatencyBuckets.COUNT], 0)).isNull();
    }
}
