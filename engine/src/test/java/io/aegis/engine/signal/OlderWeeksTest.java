package io.aegis.engine.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.aegis.engine.snapshot.SnapshotReader;
import io.aegis.engine.snapshot.SnapshotWriter;
import java.util.Arrays;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

final class OlderWeeksTest {

    private static final int BEGINS = 20_000;
    /** Half a step of the logarithm. */
    private static final Percentage ROUNDED = Percentage.withPercentage(4.1);

    private final SignalState state = new SignalState() {};

    /** The kept days of a customer that makes as many calls on each, as its days turn one by one. */
    private OlderWeeks after(int days, long... callsOfWeeks) {
        OlderWeeks weeks = OlderWeeks.NONE;
        for (int day = Trend.DAYS_MAX; day <= days; day++) {
            int first = day - Trend.DAYS_MAX;
            long[] kept = new long[Trend.DAYS_MAX];
            Arrays.setAll(kept, d -> callsOfWeeks[Math.min((first + d) / Trend.WEEK, callsOfWeeks.length - 1)]);
            OlderWeeks.take(state, kept, BEGINS + first);
            weeks = OlderWeeks.of(state, kept, BEGINS + first, first);
        }
        return weeks;
    }

    @Test
    void shouldKeepEachOfTheLastEightWeeks() {
        OlderWeeks weeks = after(Trend.DAYS_MAX + 70, 3, 50, 50, 1, 7, 40, 300, 2_000, 15_000, 100_000, 900_000);

        assertThat(weeks.count()).isEqualTo(8);
        long[] kept = {900_000, 100_000, 15_000, 2_000, 300, 40, 7, 1};
        for (int week = 1; week < kept.length; week++) {
            assertThat(weeks.week(week).level()).isCloseTo((double) kept[week], ROUNDED);
            assertThat(weeks.week(week).worth()).isEqualTo(7);
        }
        assertThat(weeks.week(0)).as("the latest is among the kept days").isEqualTo(Stretch.NONE);
    }

    @Test
    void shouldCountNoDayTwice() {
        OlderWeeks weeks = after(Trend.DAYS_MAX + 10, 50);

        assertThat(weeks.count()).isEqualTo(2);
        assertThat(weeks.week(0).worth()).isEqualTo(3);
        assertThat(weeks.week(0).level()).isCloseTo(50, ROUNDED);
    }

    @Test
    void shouldLeaveWeeksOpenThatWereNotSeen() {
        after(Trend.DAYS_MAX, 50);
        long[] kept = new long[Trend.DAYS_MAX];
        Arrays.fill(kept, 80);
        OlderWeeks.take(state, kept, BEGINS + 28);
        OlderWeeks weeks = OlderWeeks.of(state, kept, BEGINS + 31, 31);

        assertThat(weeks.count()).isEqualTo(5);
        assertThat(weeks.week(0).level()).isCloseTo(80, ROUNDED);
        assertThat(weeks.week(1)).isEqualTo(Stretch.NONE);
        assertThat(weeks.week(4).level()).isCloseTo(50, ROUNDED);
    }

    @Test
    void shouldTakeNoBreakAndNoLaunchForUsual() {
        OlderWeeks weeks = after(Trend.DAYS_MAX + 56, 900, 100, 100, 100, 0, 0, 100, 100, 100);

        assertThat(weeks.besides(days(100), 20).callsPerDay()).isCloseTo(100, ROUNDED);
    }

    private static long[] days(long calls) {
        long[] days = new long[Trend.DAYS_MAX];
        Arrays.fill(days, calls);
        return days;
    }

    @Test
    void shouldReadTheMeanOfEarlierVersionsAsWeeksAlike() {
        SnapshotWriter out = new SnapshotWriter();
        out.number(BEGINS + 7);
        out.number(Float.floatToIntBits(2.3125f));
        out.number(Float.floatToIntBits(2.3125f * 700));
        OlderWeeks.readMean(state, new SnapshotReader(out.toBytes()));

        OlderWeeks weeks = OlderWeeks.of(state, days(100), BEGINS + 7, 60);
        assertThat(weeks.count()).isEqualTo(3);
        assertThat(weeks.week(2).level()).isCloseTo(100, ROUNDED);
        assertThat(weeks.besides(days(100), 20).weeks()).isCloseTo(2.3125, within(1e-9));
    }

    @Test
    void shouldForgetAfterFourWeeksOfSilence() {
        after(Trend.DAYS_MAX + 14, 50);
        OlderWeeks.take(state, new long[Trend.DAYS_MAX], BEGINS + 60);

        assertThat(OlderWeeks.of(state, days(0), BEGINS + 60, 60)).isSameAs(OlderWeeks.NONE);
    }
}
