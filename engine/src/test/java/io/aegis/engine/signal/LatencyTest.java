package io.aegis.engine.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.engine.Engine;
import io.aegis.engine.Entry;
import io.aegis.engine.RestoredCustomer;
import io.aegis.engine.event.ApiCall;
import io.aegis.engine.testing.Recorder;
import io.aegis.engine.testing.Rules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The p95 of the last hour and of days past, beside the same from all calls in a list. */
final class LatencyTest {

    private static final long MINUTE = 60_000L;
    private static final long DAY = 1440 * MINUTE;
    /** A day begins then. */
    private static final long START = 20_000 * DAY;

    private final Recorder recorder = new Recorder();
    private Engine engine =
            new Engine(Rules.set(Rules.rule("slow", "p95_latency_ms > 500", null, "0s", "0s", "0s")), recorder);
    /** Time and latency of each call. */
    private final List<long[]> calls = new ArrayList<>();

    private void call(long atMillis, int latencyMillis) {
        calls.add(new long[] {atMillis, latencyMillis});
        engine.apply(new Entry.Event(
                0, 0, atMillis, new ApiCall("GET", "/v1/orders", 200, latencyMillis, false, null, null)));
    }

    private void restart() {
        Engine next =
                new Engine(Rules.set(Rules.rule("slow", "p95_latency_ms > 500", null, "0s", "0s", "0s")), recorder);
        next.restoreShared(engine.snapshotShared());
        byte[] snapshot = engine.snapshot(0);
        next.restore(RestoredCustomer.of(0, snapshot));
        assertThat(next.snapshot(0)).isEqualTo(snapshot);
        engine = next;
    }

    private double p95(long fromMillis, long toMillis) {
        long[] sorted = calls.stream()
                .filter(call -> call[0] >= fromMillis && call[0] < toMillis)
                .mapToLong(call -> call[1])
                .sorted()
                .toArray();
        return sorted.length == 0 ? Double.NaN : sorted[(sorted.length * 95 + 99) / 100 - 1];
    }

    /** Over the sixty minutes up to the running one. */
    private double ofLastHour(long atMillis) {
        long minute = atMillis / MINUTE;
        return p95((minute - 59) * MINUTE, (minute + 1) * MINUTE);
    }

    private Object said(String signal, long atMillis) {
        Object said = engine.view(0, atMillis).signals().get(signal);
        return said == null ? "nothing" : said;
    }

    /** From a call every few seconds to one every few hours, a tenth of them late, with restarts. */
    @ParameterizedTest
    @CsvSource({"1, 2", "2, 30", "3, 300", "4, 3000", "5, 9000"})
    void shouldSayThePercentileOfTheLastSixtyMinutes(long seed, int everySeconds) {
        SplittableRandom random = new SplittableRandom(seed);
        double usual = 80;
        long now = START;
        for (int i = 0; i < 4000; i++) {
            now += 1 + random.nextLong(2000L * everySeconds);
            usual = Math.min(20_000, usual * (random.nextInt(500) == 0 ? random.nextDouble(0.3, 3) : 1));
            long at = random.nextInt(10) == 0 ? Math.max(START, now - random.nextLong(90 * MINUTE)) : now;
            engine.apply(new Entry.Tick(now));
            call(at, (int) Math.round(usual * Math.exp(random.nextDouble(-1, 2))));
            if (i % 97 == 0) {
                restart();
            }
            if (i % 7 == 0) {
                assertSaid(now);
                assertSaid(now + random.nextLong(70 * MINUTE));
            }
        }
    }

    private void assertSaid(long atMillis) {
        double exact = ofLastHour(atMillis);
        if (Double.isNaN(exact)) {
            assertThat(said("p95_latency_ms", atMillis)).isNotInstanceOf(Number.class);
        } else {
            assertThat(((Number) said("p95_latency_ms", atMillis)).doubleValue())
                    .isCloseTo(exact, Percentage.withPercentage(2.1));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 25, 99, 100, 101, 850, 1024, 20_000, 150_000})
    void shouldBeWithinTwoPercentOfOneLatency(int millis) {
        call(START, millis);
        assertThat(((Number) said("p95_latency_ms", START)).doubleValue())
                .isCloseTo(millis, Percentage.withPercentage(2.1));
    }

    /**
     * Ten slow calls in a steady stream of one a minute. Just when a minute begins the hour has 59 calls: three slow ones
     * are then among the upper twentieth. With the minute's own call they are not.
     */
    @Test
    void shouldOpenAndClearToTheMinute() {
        for (int minute = 0; minute < 200; minute++) {
            boolean slow = minute >= 73 && minute < 83;
            call(START + minute * MINUTE + 1000, slow ? 2000 : 100);
        }
        engine.apply(new Entry.Tick(START + 300 * MINUTE));
        assertThat(recorder.of(0).stream()
                        .filter(change -> List.of("opened", "cleared")
                                .contains(change.entry().kind()))
                        .map(change ->
                                change.entry().kind() + " " + (change.entry().atMillis() - START) / 1000))
                .containsExactly("opened " + 76 * 60, "cleared " + (139 * 60 + 1));
    }

    /** Of a hundred calls the 87th: thirteen slow ones are not beyond chance, fourteen are. */
    @ParameterizedTest
    @CsvSource({"13, 40", "14, 48"})
    void shouldSayWhatThePercentileIsAtLeast(int slow, int atLeast) {
        for (int i = 0; i < 100; i++) {
            call(START + i * MINUTE / 2, i < slow ? 48 : 40);
        }
        assertThat(said("p95_latency_ms", START + 50 * MINUTE)).isEqualTo(48L);
        assertThat(said("p95_latency_lower_ms", START + 50 * MINUTE)).isEqualTo((long) atLeast);
    }

    @Test
    void shouldSayTheMedianOfTheDaysPast() {
        SplittableRandom random = new SplittableRandom(9);
        double[] daily = new double[20];
        for (int day = 0; day < daily.length; day++) {
            double usual = random.nextDouble(50, 800);
            long at = START + day * DAY;
            while (at < START + (day + 1) * DAY) {
                call(at, (int) Math.round(usual * Math.exp(random.nextDouble(-1, 1))));
                at += 1 + random.nextLong(10 * MINUTE);
            }
            restart();
            daily[day] = p95(START + day * DAY, START + (day + 1) * DAY);
        }
        long next = START + daily.length * DAY;
        call(next, 100);
        double[] kept = Arrays.copyOfRange(daily, daily.length - 14, daily.length);
        Arrays.sort(kept);
        assertThat(((Number) said("p95_baseline_ms", next)).doubleValue())
                .isCloseTo(kept[7], Percentage.withPercentage(2.1));
    }

    /** Tens of thousands of calls a minute are more than a cell of a bucket counts. */
    @Test
    void shouldCountWhatOverflowsACell() {
        for (int i = 0; i < 20_000; i++) {
            call(START + i, i % 10 == 9 ? 300 : 100);
        }
        assertSaid(START + 30_000);
        for (int i = 0; i < 20_000; i++) {
            call(START + 30_000 + i % 1000, 100);
        }
        restart();
        assertSaid(START + 30_000);
        assertThat(said("p95_latency_ms", START + 61 * MINUTE)).isNotInstanceOf(Number.class);
    }
}
