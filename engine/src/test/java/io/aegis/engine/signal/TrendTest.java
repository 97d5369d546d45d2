package io.aegis.engine.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.engine.signal.Trend.Way;
import java.util.Arrays;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** The trend of customers of all sizes and habits; each draws its own noise from a seed. */
final class TrendTest {

    private static final int CUSTOMERS = 400;
    private static final int HISTORY = 28;

    /** Share of customers for whom the trend says so on one of the days since the move, as a monitor would ask. */
    private static double share(Way way, int daysSince, double carried, IntToDoubleFunction level) {
        return share(way, daysSince, carried, level, OlderWeeks.NONE);
    }

    private static double share(Way way, int daysSince, double carried, IntToDoubleFunction level, OlderWeeks older) {
        int said = 0;
        for (int customer = 0; customer < CUSTOMERS; customer++) {
            long[] days = days(new Random(customer), HISTORY + daysSince, carried, level);
            boolean found = false;
            for (int day = HISTORY + 1; day <= days.length && !found; day++) {
                long[] seen = Arrays.copyOfRange(days, Math.max(0, day - Trend.DAYS_MAX), day);
                found = Trend.way(new UsageDays(seen, UsageDays.FIRST, older)) == way;
            }
            said += found ? 1 : 0;
        }
        return (double) said / CUSTOMERS;
    }

    /** Counts of a level that strays by so much from day to day, half of it carried into the next. */
    private static long[] days(Random random, int count, double strays, IntToDoubleFunction level) {
        long[] days = new long[count];
        double stray = 0;
        for (int day = 0; day < count; day++) {
            stray = 0.5 * stray + strays * StrictMath.sqrt(0.75) * random.nextGaussian();
            days[day] = counted(random, level.applyAsDouble(day) * StrictMath.exp(stray));
        }
        return days;
    }

    private static long counted(Random random, double mean) {
        if (mean > 200) {
            return Math.max(0, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
        }
        double left = StrictMath.exp(-mean);
        int calls = -1;
        for (double product = 1; product > left; product *= random.nextDouble()) {
            calls++;
        }
        return calls;
    }

    private static double week(int day) {
        return day % 7 < 5 ? 1 : 0;
    }

    @Test
    void shouldFindAHalvedCustomerOfAnySize() {
        assertThat(share(Way.DECLINING, 14, 0.1, day -> day < HISTORY ? 1000 : 450))
                .isGreaterThan(0.95);
        assertThat(share(Way.DECLINING, 14, 0.1, day -> day < HISTORY ? 16 : 8)).isGreaterThan(0.9);
        assertThat(share(Way.DECLINING, 14, 0.1, day -> day < HISTORY ? 6 : 2.4))
                .isGreaterThan(0.8);
    }

    @Test
    void shouldFindAMoveOfThoseWhoWorkOnWeekdays() {
        assertThat(share(Way.DECLINING, 14, 0.1, day -> week(day) * (day < HISTORY ? 60 : 30)))
                .isGreaterThan(0.9);
        assertThat(share(Way.INCREASING, 14, 0.1, day -> week(day) * (day < HISTORY ? 60 : 110)))
                .isGreaterThan(0.9);
    }

    @Test
    void shouldFindGrowth() {
        assertThat(share(Way.INCREASING, 14, 0.1, day -> day < HISTORY ? 40 : 70))
                .isGreaterThan(0.95);
        assertThat(share(Way.INCREASING, 14, 0.1, day -> day < HISTORY ? 10 : 20))
                .isGreaterThan(0.9);
    }

    @Test
    void shouldSayNothingOfThoseWhoStay() {
        for (double calls : new double[] {2, 10, 40, 1000}) {
            assertThat(share(Way.DECLINING, 14, 0.15, day -> calls)).isLessThan(0.02);
            assertThat(share(Way.INCREASING, 14, 0.15, day -> calls)).isLessThan(0.02);
            assertThat(share(Way.DECLINING, 14, 0.15, day -> calls * week(day))).isLessThan(0.02);
        }
    }

    @Test
    void shouldNotBeFooledByBursts() {
        IntToDoubleFunction bursts = day -> (day * 7919) % 13 == 0 ? 300 : 40;
        assertThat(share(Way.INCREASING, 14, 0.1, bursts)).isLessThan(0.02);
        assertThat(share(Way.DECLINING, 14, 0.1, bursts)).isLessThan(0.02);
    }

    @Test
    void shouldNotBeFooledByOneOddDay() {
        assertThat(share(Way.INCREASING, 7, 0.1, day -> day == HISTORY + 2 ? 2000 : 40))
                .isLessThan(0.01);
        assertThat(share(Way.DECLINING, 7, 0.1, day -> day == HISTORY + 2 ? 0 : 40))
                .isLessThan(0.01);
        assertThat(share(Way.DECLINING, 14, 0.1, day -> day == HISTORY - 2 ? 2000 : 40))
                .isLessThan(0.01);
    }

    @Test
    void shouldLookAtAMoveOfLessThanAFifthAsNone() {
        assertThat(share(Way.DECLINING, 14, 0.03, day -> day < HISTORY ? 10_000 : 8_500))
                .isLessThan(0.01);
        assertThat(share(Way.INCREASING, 14, 0.03, day -> day < HISTORY ? 10_000 : 11_500))
                .isLessThan(0.01);
    }

    @Test
    void shouldFindMoreSmallCustomersByWhatWasUsualLongAgo() {
        IntToDoubleFunction level = day -> day < HISTORY - 14 ? 4 : 1.8;
        double alone = share(Way.DECLINING, 7, 0.1, level);
        assertThat(share(Way.DECLINING, 7, 0.1, level, OlderWeeks.of(4, 4, 4, 4, 4, 4, 4)))
                .isGreaterThan(alone + 0.05);
    }

    @Test
    void shouldNotHoldALevelLeftLongAgoAgainstAnyone() {
        OlderWeeks older = OlderWeeks.of(100, 100, 100, 100, 100, 100, 100, 100);
        assertThat(share(Way.DECLINING, 14, 0.1, day -> 40, older)).isLessThan(0.02);
        assertThat(share(Way.INCREASING, 14, 0.1, day -> 250, older)).isLessThan(0.02);
    }
}
